import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AuditLog } from '#audit';
import { DataSource, In } from 'typeorm';
import { FeedbackEntity } from './feedback.entity.js';
import { feedbackEvent } from './feedback.js';

const BATCH = 500;
const KINDS = ['feedback.given', 'feedback.withdrawn'] as const;

/** Holds feedback against the log: nobody rewrote, dropped or inserted an opinion. */
@Injectable()
export class FeedbackCheck {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly log: AuditLog,
  ) {}

  /** What does not fit, one sentence each: what was said against its log entry, and entries whose feedback is gone. */
  async problems(): Promise<string[]> {
    return [...(await this.ofRows()), ...(await this.ofEntries())];
  }

  private async ofRows(): Promise<string[]> {
    const problems: string[] = [];
    for (let offset = 0; ; offset += BATCH) {
      const rows = await this.rows.find({ order: { logIndex: 'ASC' }, skip: offset, take: BATCH });
      for (const row of rows)
        if (!(await this.isVouched(row)))
          problems.push(`Feedback ${row.id}: log entry ${row.logIndex} does not vouch for it; it was edited.`);
      if (rows.length < BATCH) return problems;
    }
  }

  private async isVouched(row: FeedbackEntity): Promise<boolean> {
    const leaf = await this.log.leaf(row.logIndex);
    if (leaf === null) return false;
    // Under its certificate, which the erasure's own entry vouches for, it says nothing any more.
    if (row.erasedBy !== null) return row.comment === '' && row.rightSource === null && row.givenByName === '';
    const { kind, actor, subject } = JSON.parse(leaf) as ReturnType<typeof feedbackEvent>;
    const { verdict, reasons, comment, rightSource } = row;
    const opinion = verdict && { verdict, reasons, comment, rightSource };
    const expected = feedbackEvent(row.givenBy, row.recordId, row.id, opinion);
    return (
      kind === expected.kind &&
      actor === expected.actor &&
      subject.record === expected.subject.record &&
      subject.feedback === expected.subject.feedback &&
      subject.sha256 === expected.subject.sha256
    );
  }

  private async ofEntries(): Promise<string[]> {
    const problems: string[] = [];
    for (let from = 0; ;) {
      const logged = await this.log.indexesOf(KINDS, from, BATCH);
      const present = await this.rows.find({ select: { logIndex: true }, where: { logIndex: In(logged) } });
      const known = new Set(present.map(({ logIndex }) => logIndex));
      for (const index of logged.filter((each) => !known.has(each)))
        problems.push(`Log entry ${index}: the feedback that it vouches for is gone.`);
      if (logged.length < BATCH) return problems;
      from = logged[logged.length - 1]! + 1;
    }
  }

  private get rows() {
    return this.source.getRepository(FeedbackEntity);
  }
}
