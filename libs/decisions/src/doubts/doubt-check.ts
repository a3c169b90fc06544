import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AuditLog, type LogEvent } from '#audit';
import { canonicalJson } from '#knowledge';
import { DataSource, In } from 'typeorm';
import { raisedEvent, settledEvent } from './doubt.js';
import { DoubtEntity } from './doubt.entity.js';

const BATCH = 500;

/** Holds findings and what became of them against the log. */
@Injectable()
export class DoubtCheck {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly log: AuditLog,
  ) {}

  private get rows() {
    return this.source.getRepository(DoubtEntity);
  }

  /** What does not fit, one sentence each. */
  async problems(): Promise<string[]> {
    const problems: string[] = [];
    for (let offset = 0; ; offset += BATCH) {
      const rows = await this.rows.find({ order: { logIndex: 'ASC', id: 'ASC' }, skip: offset, take: BATCH });
      for (const row of rows) if (!(await this.isVouched(row))) problems.push(edited(row.id));
      if (rows.length < BATCH) break;
    }
    return [...problems, ...(await this.missing())];
  }

  private async isVouched(row: DoubtEntity): Promise<boolean> {
    if (!(await this.says(row.logIndex, raisedEvent(row)))) return false;
    if (row.state === 'open') return row.settledLogIndex === null;
    const by = row.settledBy ?? 'system';
    return (
      row.settledLogIndex !== null && this.says(row.settledLogIndex, settledEvent(row.id, row.state, row.reason, by))
    );
  }

  private async says(index: number, { kind, actor, subject }: LogEvent): Promise<boolean> {
    const leaf = await this.log.leaf(index);
    if (leaf === null) return false;
    const said = JSON.parse(leaf) as LogEvent;
    return canonicalJson([said.kind, said.actor, said.subject]) === canonicalJson([kind, actor, subject]);
  }

  private async missing(): Promise<string[]> {
    const problems: string[] = [];
    for (let from = 0; ;) {
      const logged = await this.log.indexesOf(['doubt.raised'], from, BATCH);
      const present = await this.rows.find({ select: { logIndex: true }, where: { logIndex: In(logged) } });
      const known = new Set(present.map(({ logIndex }) => logIndex));
      for (const index of logged.filter((each) => !known.has(each)))
        problems.push(`Log entry ${index}: the affected item that it vouches for is gone.`);
      if (logged.length < BATCH) return problems;
      from = logged[logged.length - 1]! + 1;
    }
  }
}

const edited = (id: string) => `Affected item ${id}: it does not say what its log entries say; it was edited.`;
