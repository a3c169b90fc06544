import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AuditLog } from '#audit';
import { type LogLeaf, readLeaf } from '#contracts';
import { DataSource, In } from 'typeorm';
import { certificatesInLog } from '../erased-in-log.js';
import { goneThoughLogged } from '../gone-though-logged.js';
import { FeedbackEntity } from './feedback.entity.js';
import { feedbackEvent } from './feedback.js';
import { FeedbackSeals, type FeedbackTexts } from './feedback-seals.js';

const BATCH = 500;
const KINDS = ['feedback.given', 'feedback.withdrawn'] as const;

/** Holds feedback against the log: nobody rewrote, dropped or inserted an opinion. */
@Injectable()
export class FeedbackCheck {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly log: AuditLog,
    private readonly seals: FeedbackSeals,
  ) {}

  /** What does not fit, one sentence each: what was said against its log entry, and entries whose feedback is gone. */
  async problems(): Promise<string[]> {
    return [...(await this.ofRows()), ...(await this.ofEntries())];
  }

  private async ofRows(): Promise<string[]> {
    const problems: string[] = [];
    for (let offset = 0; ; offset += BATCH) {
      const rows = await this.rows.find({ order: { logIndex: 'ASC' }, skip: offset, take: BATCH });
      const certificates = rows.flatMap(({ erasedBy }) => (erasedBy === null ? [] : [erasedBy]));
      const known = await certificatesInLog(this.source, certificates);
      const said = rows.filter(({ erasedBy }) => erasedBy === null);
      const [texts, leaves] = await Promise.all([
        this.seals.examine(said),
        this.log.leavesAt(said.map(({ logIndex }) => logIndex)),
      ]);
      for (const row of rows)
        problems.push(...ofRow(row, known, texts.get(row.id), readLeaf(leaves.get(row.logIndex) ?? '')));
      if (rows.length < BATCH) return problems;
    }
  }

  private async ofEntries(): Promise<string[]> {
    return goneThoughLogged(this.log, {
      kinds: KINDS,
      what: 'feedback',
      present: (indexes) => this.rows.find({ select: { logIndex: true }, where: { logIndex: In(indexes) } }),
    });
  }

  private get rows() {
    return this.source.getRepository(FeedbackEntity);
  }
}

/** @param texts Null without its key; undefined where it does not fit it. */
function ofRow(
  row: FeedbackEntity,
  certificates: ReadonlySet<string>,
  texts: FeedbackTexts | null | undefined,
  entry: LogLeaf | null,
): string[] {
  const name = `Feedback ${row.id}`;
  if (row.erasedBy !== null && !certificates.has(row.erasedBy))
    return [`${name}: it was emptied, and the log knows of no erasure.`];
  // Under its certificate, which the erasure's own entry vouches for, it says nothing any more.
  if (row.erasedBy !== null) return isEmpty(row) ? [] : [`${name}: it was erased, and says something; it was edited.`];
  if (texts === undefined) return [`${name}: what is encrypted does not fit its key; it was edited.`];
  if (texts === null) return [`${name}: its key is gone, and the log knows of no erasure.`];
  if (isVouched(row, texts, entry)) return [];
  return [`${name}: log entry ${row.logIndex} does not vouch for it; it was edited.`];
}

function isVouched(row: FeedbackEntity, { comment, salt }: FeedbackTexts, entry: LogLeaf | null): boolean {
  const isBeside = row.sealed !== null && (row.comment !== '' || row.givenByName !== '');
  if (entry === null || isBeside) return false;
  const { kind, actor, subject } = entry;
  const { verdict, reasons, rightSource } = row;
  const opinion = verdict && { verdict, reasons, comment, rightSource };
  const expected = feedbackEvent(row.givenBy, row.recordId, row.id, opinion, salt);
  return (
    kind === expected.kind &&
    actor === expected.actor &&
    subject['record'] === expected.subject.record &&
    subject['feedback'] === expected.subject.feedback &&
    subject['sha256'] === expected.subject.sha256
  );
}

const isEmpty = ({ comment, givenByName, sealed, rightSource }: FeedbackEntity): boolean =>
  comment === '' && givenByName === '' && sealed === null && rightSource === null;
