import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AuditLog } from '#audit';
import { Clock, type Principal } from '#knowledge';
import { matterInSight } from '#library';
import { DataSource } from 'typeorm';
import { AnswerRecordRepository } from '../answer-record.repository.js';
import { recordsInSight } from '../record-sight.js';
import { type DecisionReader, DecisionRepository } from '../decision/index.js';
import { type Doubt, type DoubtState, SETTLEMENT_FORMAT, reasonIn, saltedReason, settledEvent } from './doubt.js';
import { DoubtEntity } from './doubt.entity.js';
import { DoubtSeals } from './doubt-seals.js';
import { DoubtNotFound, DoubtSettled } from './errors.js';

/** A finding with what it concerns. */
export interface ListedDoubt extends Doubt {
  /** Question of the answer or decision. */
  readonly question: string;
  readonly matter: string | null;
  /** Whether the reader may settle it: the asker of an answer, owner and responsible of a decision. */
  readonly isTheirs: boolean;
}

/** What is absent does not narrow the list. */
export interface DoubtFilter {
  readonly state?: DoubtState | undefined;
  /** Only of this record or decision. */
  readonly target?: string | undefined;
}

const CONCERNED = `coalesce(r.asked_by = $1, x.owner_id = $1 OR x.responsible_id = $1)`;
const FROM = `FROM doubts t LEFT JOIN answer_records r ON t.target_kind = 'record' AND r.id = t.target_id
  LEFT JOIN decisions x ON t.target_kind = 'decision' AND x.id = t.target_id
  WHERE x.erased_by IS NULL`;

/**
 * Findings, as those see them whose answers and decisions they concern, and who may read all records. Those of erased decisions
 * concern nobody any more.
 */
@Injectable()
export class DoubtRepository {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly records: AnswerRecordRepository,
    private readonly decisions: DecisionRepository,
    private readonly seals: DoubtSeals,
    private readonly log: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Open ones first, then newest first. */
  async list(
    reader: DecisionReader,
    { state, target }: DoubtFilter,
    offset: number,
    limit: number,
  ): Promise<{ doubts: ListedDoubt[]; total: number }> {
    const parameters: unknown[] = [reader.principal.userId, state ?? null, target ?? null];
    const where = `${FROM} AND ${inSight(reader, parameters)}
      AND ($2::text IS NULL OR t.state = $2) AND ($3::uuid IS NULL OR t.target_id = $3)`;
    const rows = await this.source.query<Row[]>(
      `SELECT ${COLUMNS} ${where} ORDER BY (t.state = 'open') DESC, t.found_at DESC, t.id LIMIT ${limit} OFFSET ${offset}`,
      parameters,
    );
    const [count] = await this.source.query<{ total: string }[]>(`SELECT count(*) AS total ${where}`, parameters);
    return { doubts: await this.withQuestions(rows), total: Number(count!.total) };
  }

  /** Of one matter, oldest first. */
  async ofMatter(reader: DecisionReader, matter: string, limit: number): Promise<ListedDoubt[]> {
    const parameters: unknown[] = [reader.principal.userId, matter];
    const rows = await this.source.query<Row[]>(
      `SELECT ${COLUMNS} ${FROM} AND ${inSight(reader, parameters)} AND coalesce(r.matter, x.matter) = $2
       ORDER BY t.found_at, t.id LIMIT ${limit}`,
      parameters,
    );
    return this.withQuestions(rows);
  }

  /** How many open ones wait for somebody. */
  async openFor(reader: DecisionReader): Promise<number> {
    const parameters: unknown[] = [reader.principal.userId];
    const [row] = await this.source.query<{ total: string }[]>(
      `SELECT count(*) AS total ${FROM} AND t.state = 'open' AND ${CONCERNED} AND ${inSight(reader, parameters)}`,
      parameters,
    );
    return Number(row!.total);
  }

  /** @throws DoubtNotFound also when it may not be seen. */
  async show(reader: DecisionReader, id: string): Promise<ListedDoubt> {
    const parameters: unknown[] = [reader.principal.userId, id];
    const [row] = await this.source.query<Row[]>(
      `SELECT ${COLUMNS} ${FROM} AND t.id = $2 AND ${inSight(reader, parameters)}`,
      parameters,
    );
    if (!row) throw new DoubtNotFound();
    return (await this.withQuestions([row]))[0]!;
  }

  /** What was asked, decided and why is sealed with the records and decisions; empty for erased ones. */
  private async withQuestions(rows: readonly Row[]): Promise<ListedDoubt[]> {
    const ofRecords = rows.filter(({ targetKind }) => targetKind === 'record').map(({ targetId }) => targetId);
    const ofDecisions = rows.filter(({ targetKind }) => targetKind === 'decision').map(({ targetId }) => targetId);
    const decided = await this.decisions.inOrder(ofDecisions);
    const questions = new Map([
      ...(await this.records.questionsOf(ofRecords)),
      ...decided.map(({ id, content }) => [id, content.question] as const),
    ]);
    const reasons = await this.seals.open(rows);
    return rows.map((row) => {
      const reason = reasonIn(reasons.get(row.id) ?? '', row.reasonFormat);
      return toDoubt(row, questions.get(row.targetId) ?? '', reason);
    });
  }

  /** @throws DoubtSettled when it is not open any more; LogUnwritable */
  async settle(
    principal: Principal,
    { id, targetKind, targetId }: Pick<Doubt, 'id' | 'targetKind' | 'targetId'>,
    state: DoubtState,
    reason: string,
  ): Promise<void> {
    const text = saltedReason(reason);
    await this.source.transaction(async (manager) => {
      const sealed = await this.seals.close(manager, { id, targetKind, targetId }, text);
      const how = { state, ...sealed, reasonFormat: SETTLEMENT_FORMAT };
      const settled = { ...how, settledAt: this.clock.now(), settledBy: principal.userId };
      const { affected } = await manager.update(
        DoubtEntity,
        { id, state: 'open' },
        { ...settled, settledByName: principal.name },
      );
      if (affected !== 1) throw new DoubtSettled();
      const { index } = await this.log.append([settledEvent(id, state, text, principal.userId)], manager);
      await manager.update(DoubtEntity, { id }, { settledLogIndex: index });
    });
  }
}

/**
 * As the answers and decisions that they concern are in sight; those of a decision that its author opened are for the people whom it
 * names all the same.
 * @param parameters The first of them is whose sight it is.
 */
function inSight(reader: DecisionReader, parameters: unknown[]): string {
  const isNamed = `(x.owner_id = $1 OR x.responsible_id = $1 OR $1 = ANY(x.reviewers))`;
  const isUnbarred = matterInSight(reader.visibility, 'x.matter', parameters);
  // Said in SQL, so that the first parameter is used in every statement.
  const ofDecision = `(x.id IS NOT NULL AND ${isUnbarred} AND (${reader.mayReadAll} OR ${isNamed}))`;
  return `((r.id IS NOT NULL AND ${recordsInSight(reader, 'r', parameters)}) OR ${ofDecision})`;
}

const COLUMNS = `t.id, t.target_kind AS "targetKind", t.target_id AS "targetId", t.document_id AS "documentId",
  t.revision_id AS "revisionId", t.cause, t.by_revision_id AS "byRevisionId", t.spans, t.found_at AS "foundAt",
  t.log_index AS "logIndex", t.state, t.settled_at AS "settledAt", t.settled_by AS "settledById",
  t.settled_by_name AS "settledByName", t.reason, t.reason_format AS "reasonFormat", t.sealed_reason AS "sealedReason",
  coalesce(r.matter, x.matter) AS matter, coalesce(${CONCERNED}, false) AS "isTheirs"`;

type Row = Omit<ListedDoubt, 'logIndex' | 'settledBy' | 'question'> & {
  readonly sealedReason: Buffer | null;
  readonly reasonFormat: number;
  readonly logIndex: string;
  readonly settledById: string | null;
  readonly settledByName: string | null;
};

const toDoubt = (
  { logIndex, settledById, settledByName, sealedReason: _sealed, reasonFormat: _format, ...row }: Row,
  question: string,
  reason: string,
): ListedDoubt => ({
  ...row,
  ...{ question, reason },
  logIndex: Number(logIndex),
  settledBy: settledById === null ? null : { id: settledById, name: settledByName ?? '' },
});
