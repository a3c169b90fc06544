import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AuditLog } from '#audit';
import type { FeedbackReason, FeedbackVerdict } from '#contracts';
import { type Principal, canonicalJson } from '#knowledge';
import { documentsInSight, matterInSight } from '#library';
import { DataSource, type EntityManager } from 'typeorm';
import { AnswerRecordRepository } from '../answer-record.repository.js';
import type { DecisionReader } from '../decision/index.js';
import { recordUnbarred } from '../record-sight.js';
import { FeedbackNotFound } from './errors.js';
import { FeedbackEntity } from './feedback.entity.js';
import { type Feedback, type Opinion, feedbackEvent } from './feedback.js';
import { FeedbackSeals, type FeedbackTexts } from './feedback-seals.js';
import { PromotionEntity } from './promotion.entity.js';

/** Which feedback a list shows; absent members do not filter. */
export interface FeedbackFilter {
  readonly verdict?: FeedbackVerdict | undefined;
  readonly reason?: FeedbackReason | undefined;
  readonly record?: string | undefined;
  /** Only what can become a golden question and has not, or the rest. */
  readonly candidate?: boolean | undefined;
}

/** Feedback with what a list tells of its record. */
export interface ListedFeedback extends Feedback {
  readonly question: string;
  readonly outcome: 'answered' | 'refused';
  readonly goldenQuestionId: string | null;
}

/**
 * What people say of answers, beside the sealed records. Who may see a record is decided before; nothing is overwritten,
 * and every change has its log entry, which holds the hash of what was said.
 */
@Injectable()
export class FeedbackRepository {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly log: AuditLog,
    private readonly records: AnswerRecordRepository,
    private readonly seals: FeedbackSeals,
  ) {}

  /** What this person said last of each of these records and did not withdraw, by record. */
  async mine({ userId }: Principal, recordIds: readonly string[]): Promise<Map<string, Feedback>> {
    if (recordIds.length === 0) return new Map();
    const rows = await this.source.query<Row[]>(
      `SELECT ${COLUMNS} FROM (${STANDING}) f WHERE f.given_by = $1 AND f.record_id = ANY($2::uuid[])`,
      [userId, recordIds],
    );
    return new Map((await this.opened(rows)).map((feedback) => [feedback.recordId, feedback]));
  }

  /** How many people find a record's answer right, and how many do not. */
  async counts(recordId: string): Promise<{ up: number; down: number }> {
    const [row] = await this.source.query<{ up: number; down: number }[]>(
      `SELECT count(*) FILTER (WHERE f.verdict = 'up')::int AS up, count(*) FILTER (WHERE f.verdict = 'down')::int AS down
       FROM (${STANDING}) f WHERE f.record_id = $1`,
      [recordId],
    );
    return row ?? { up: 0, down: 0 };
  }

  /**
   * What stands, newest first, of one's own records, and: for who may read all of them, of those that no wall keeps from them; for
   * others, of those whose matter and whose every document are in their sight. A question tells of what it was asked about.
   */
  async list(
    reader: DecisionReader,
    { verdict, reason, record, candidate }: FeedbackFilter,
    offset: number,
    limit: number,
  ): Promise<{ feedback: ListedFeedback[]; total: number }> {
    const parameters: unknown[] = [verdict ?? null, reason ?? null, record ?? null, candidate ?? null];
    const from = `FROM (${STANDING}) f JOIN answer_records a ON a.id = f.record_id
      LEFT JOIN feedback_promotions p ON p.feedback_id = f.id
      WHERE ($1::text IS NULL OR f.verdict = $1) AND ($2::text IS NULL OR $2 = ANY(f.reasons))
        AND ($3::uuid IS NULL OR f.record_id = $3)
        AND ($4::boolean IS NULL OR $4 = (p.feedback_id IS NULL AND (f.right_source IS NOT NULL OR (f.verdict = 'up' AND a.outcome = 'answered'))))
        AND ${recordInSight(reader, parameters)}`;
    const [count] = await this.source.query<{ n: number }[]>(`SELECT count(*)::int AS n ${from}`, parameters);
    const rows = await this.source.query<(Row & Pick<ListedFeedback, 'outcome' | 'goldenQuestionId'>)[]>(
      `SELECT ${COLUMNS}, a.outcome, p.golden_question_id AS "goldenQuestionId" ${from}
       ORDER BY f.given_at DESC, f.id LIMIT ${limit} OFFSET ${offset}`,
      parameters,
    );
    const questions = await this.records.questionsOf(rows.map(({ recordId }) => recordId));
    const opened = await this.opened(rows);
    const feedback = rows.map(({ recordId, outcome, goldenQuestionId }, i) => ({
      ...opened[i]!,
      ...{ question: questions.get(recordId) ?? '', outcome, goldenQuestionId },
    }));
    return { feedback, total: count?.n ?? 0 };
  }

  /** Feedback that stands, for whom {@link list} would show it. @throws FeedbackNotFound */
  async show(reader: DecisionReader, id: string): Promise<Feedback> {
    const parameters: unknown[] = [id];
    const [row] = await this.source.query<Row[]>(
      `SELECT ${COLUMNS} FROM (${STANDING}) f JOIN answer_records a ON a.id = f.record_id
       WHERE f.id = $1 AND ${recordInSight(reader, parameters)}`,
      parameters,
    );
    if (!row) throw new FeedbackNotFound();
    return (await this.opened([row]))[0]!;
  }

  /** @returns What stands afterwards; the same opinion once more changes nothing. */
  async give(by: Principal, recordId: string, opinion: Opinion, at: Date): Promise<Feedback> {
    return this.source.transaction(async (manager) => {
      const last = await this.last(manager, by, recordId);
      const standing = last?.verdict ? (await this.opened([last], manager))[0]! : null;
      if (standing && canonicalJson(opinionOf(standing)) === canonicalJson(opinion)) return standing;
      const row = await this.append(manager, by, recordId, last?.number ?? 0, opinion, at);
      return (await this.opened([row], manager))[0]!;
    });
  }

  /** @throws FeedbackNotFound when nothing of this person stands. */
  async withdraw(by: Principal, recordId: string, at: Date): Promise<void> {
    await this.source.transaction(async (manager) => {
      const last = await this.last(manager, by, recordId);
      if (!last?.verdict) throw new FeedbackNotFound();
      await this.append(manager, by, recordId, last.number, null, at);
    });
  }

  /** Golden question that was made of this feedback; null when none was. */
  async promotionOf(feedbackId: string): Promise<string | null> {
    const row = await this.source.getRepository(PromotionEntity).findOneBy({ feedbackId });
    return row?.goldenQuestionId ?? null;
  }

  /**
   * Make a golden question of feedback and note which, together.
   * @param gone The golden question that was noted before and is there no more; null when none was noted.
   * @param make Makes it within the transaction.
   * @returns Its id; that of another one when somebody else was faster.
   */
  async promote(
    by: Principal,
    { id, recordId }: Feedback,
    gone: string | null,
    at: Date,
    make: (manager: EntityManager) => Promise<string>,
  ): Promise<string> {
    return this.source.transaction(async (manager) => {
      await holdRecord(manager, recordId);
      const noted = await manager.findOneBy(PromotionEntity, { feedbackId: id });
      if (noted && noted.goldenQuestionId !== gone) return noted.goldenQuestionId;
      const goldenQuestionId = await make(manager);
      const row = { feedbackId: id, goldenQuestionId, promotedBy: by.userId, promotedAt: at };
      await manager.upsert(PromotionEntity, row, ['feedbackId']);
      const subject = { feedback: id, goldenQuestion: goldenQuestionId };
      await this.log.append([{ kind: 'feedback.promoted', actor: by.userId, subject }], manager);
      return goldenQuestionId;
    });
  }

  /** The newest row; until the transaction ends nobody adds another to the record. */
  private async last(manager: EntityManager, by: Principal, recordId: string): Promise<FeedbackEntity | null> {
    await holdRecord(manager, recordId);
    return manager.findOne(FeedbackEntity, { where: { recordId, givenBy: by.userId }, order: { number: 'DESC' } });
  }

  private async append(
    manager: EntityManager,
    by: Principal,
    recordId: string,
    lastNumber: number,
    opinion: Opinion | null,
    at: Date,
  ): Promise<FeedbackEntity> {
    const { verdict = null, reasons = [], comment = '', rightSource = null } = opinion ?? {};
    const id = randomUUID();
    const salt = this.seals.newSalt();
    const texts = await this.seals.close(manager, id, { comment, givenByName: by.name, salt });
    const { index } = await this.log.append([feedbackEvent(by.userId, recordId, id, opinion, salt)], manager);
    const row: FeedbackEntity = {
      ...{ id, recordId, givenBy: by.userId, ...texts, number: lastNumber + 1, givenAt: at },
      ...{ verdict, reasons: [...reasons], rightSource, logIndex: index, erasedBy: null },
    };
    await manager.insert(FeedbackEntity, row);
    return row;
  }

  /** In order. What was erased says nothing, and is said by nobody. */
  private async opened(rows: readonly Row[], manager?: EntityManager): Promise<Feedback[]> {
    const texts = await this.seals.open(rows, manager);
    return rows.map((row) => toFeedback(row, texts.get(row.id) ?? ERASED));
  }
}

const ERASED: FeedbackTexts = { comment: '', givenByName: '', salt: null };

/** Until the transaction ends, nobody else changes what stands beside the record. */
async function holdRecord(manager: EntityManager, recordId: string): Promise<void> {
  await manager.query(`SELECT 1 FROM answer_records WHERE id = $1 FOR UPDATE`, [recordId]);
}

interface Row extends Omit<Opinion, 'verdict'> {
  readonly id: string;
  readonly recordId: string;
  readonly givenBy: string;
  readonly givenByName: string;
  readonly sealed: Buffer | null;
  readonly givenAt: Date;
  readonly verdict: FeedbackVerdict | null;
}

const COLUMNS = `f.id, f.record_id AS "recordId", f.given_by AS "givenBy", f.given_by_name AS "givenByName", f.given_at AS "givenAt",
  f.verdict, f.reasons, f.comment, f.sealed, f.right_source AS "rightSource"`;

/** The last row of each person and record, unless it withdraws. */
const STANDING = `SELECT l.* FROM record_feedback l WHERE l.verdict IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM record_feedback n WHERE n.record_id = l.record_id AND n.given_by = l.given_by AND n.number > l.number)`;

const opinionOf = ({ verdict, reasons, comment, rightSource }: Opinion): Opinion => ({
  ...{ verdict, reasons, comment, rightSource },
});

function toFeedback(row: Row, { comment, givenByName }: FeedbackTexts): Feedback {
  if (row.verdict === null) throw new FeedbackNotFound();
  const { id, recordId, givenBy, givenAt, reasons, rightSource } = row;
  return {
    ...{ id, recordId, verdict: row.verdict, reasons, comment, rightSource },
    by: { id: givenBy, name: givenByName },
    at: givenAt,
  };
}

/** Records from before their documents were noted, and those that found none, are in the sight of their askers alone. */
function recordInSight({ principal, mayReadAll, visibility }: DecisionReader, parameters: unknown[]): string {
  const own = `a.asked_by = $${parameters.push(principal.userId)}`;
  if (mayReadAll) return `(${own} OR ${recordUnbarred(visibility, 'a', parameters)})`;
  const hidden = `SELECT 1 FROM unnest(a.documents) AS found (id) WHERE NOT EXISTS
    (SELECT 1 FROM documents d WHERE d.id = found.id AND ${documentsInSight(visibility, 'd', parameters)})`;
  return `(${own} OR (cardinality(a.documents) > 0 AND NOT EXISTS (${hidden}) AND ${matterInSight(visibility, 'a.matter', parameters)}))`;
}
