import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AuditLog, type LogReceipt } from '#audit';
import { type Visibility, canonicalJson, sha256Hex } from '#knowledge';
import { VaultSealBroken } from '#vault';
import { DataSource, type EntityManager, In } from 'typeorm';
import { AnswerRecordEntity } from './answer-record.entity.js';
import { reliedOn } from './doubts/relied-on.js';
import { ReliedOnEntity } from './doubts/relied-on.entity.js';
import { erasedInLog } from './erased-in-log.js';
import { RecordErased, RecordNotFound } from './errors.js';
import { goneThoughLogged } from './gone-though-logged.js';
import { ifSound } from './if-sound.js';
import { areTrue, notesOf } from './notes-of.js';
import { type RecordFilter, recordsAskedFor } from './record-filter.js';
import { type RecordAnnex, type RecordBody, documentsOf } from './record-body.js';
import { RecordSeals, type RecordTexts } from './record-seals.js';
import type { RecordReader } from './record-reader.js';
import { recordUnbarred, recordsInSight } from './record-sight.js';

export type { RecordReader } from './record-reader.js';

/** A record in a list. */
export interface AnswerRecordSummary {
  readonly id: string;
  readonly question: string;
  readonly outcome: 'answered' | 'refused';
  readonly mode: 'generated' | 'quoted';
  readonly askedBy: string;
  readonly matter: string | null;
  readonly createdAt: Date;
  readonly logIndex: number;
  /** Certificate under which it was erased, question and asker included; null while it is there. */
  readonly erasedBy: string | null;
}

/** A record opened: what was asked and answered, with all that led there. */
export interface AnswerRecord extends AnswerRecordSummary {
  /** Hash of the canonical body; what the log entry holds. */
  readonly sha256: string;
  readonly body: RecordBody;
  /** For those who may read other people's records; null for records before version 3. */
  readonly annex: RecordAnnex | null;
}

/** More to write in the transaction that seals a record, so that both are there or neither is. */
export type SealAlongside = (manager: EntityManager, body: RecordBody) => Promise<void>;

/** Sealed answers. Rows are only added; the table refuses anything else. */
@Injectable()
export class AnswerRecordRepository {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly log: AuditLog,
    private readonly seals: RecordSeals,
  ) {}

  private get rows() {
    return this.source.getRepository(AnswerRecordEntity);
  }

  /**
   * Store a record, its log entry and what goes with them, all or none.
   * @param alongside Runs before the log is taken, because appends wait for one another.
   * @param annex Canonical JSON of the annex whose hash stands in the body; null for none.
   * @throws LogUnwritable
   */
  async seal(body: RecordBody, alongside?: SealAlongside, annex: string | null = null): Promise<LogReceipt> {
    const text = canonicalJson(body);
    const sha256 = sha256Hex(text);
    const { outcome, mode } = body.trace;
    return this.source.transaction(async (manager) => {
      await alongside?.(manager, body);
      await manager.insert(ReliedOnEntity, reliedOn(body));
      const texts = await this.seals.close(manager, body.id, {
        ...{ question: body.asked.question, askedByName: body.askedBy.name, body: text, annex },
      });
      const receipt = await this.log.append(
        [
          {
            kind: outcome === 'answered' ? 'answer.recorded' : 'answer.refused',
            actor: body.askedBy.id,
            subject: { record: body.id, sha256 },
          },
        ],
        manager,
      );
      await manager.insert(AnswerRecordEntity, {
        ...{ id: body.id, outcome, mode, sha256, ...texts, erasedBy: null },
        askedBy: body.askedBy.id,
        matter: body.asked.matter,
        documents: documentsOf(body),
        ...notesOf(body),
        createdAt: new Date(body.askedAt),
        logIndex: receipt.index,
      });
      return receipt;
    });
  }

  /** Newest first. */
  async list(
    reader: RecordReader,
    offset: number,
    limit: number,
    filter: RecordFilter = {},
  ): Promise<{ records: AnswerRecordSummary[]; total: number }> {
    const parameters: unknown[] = [];
    const where = `${recordsInSight(reader, 'a', parameters)} AND ${recordsAskedFor(filter, 'a', parameters)}`;
    const [count] = await this.source.query<{ total: number }[]>(
      `SELECT count(*)::int AS total FROM answer_records a WHERE ${where}`,
      parameters,
    );
    const page = `LIMIT $${parameters.push(limit)} OFFSET $${parameters.push(offset)}`;
    const ids = await this.ids(`${where} ORDER BY a.created_at DESC, a.id ${page}`, parameters);
    return { records: await this.summaries(ids), total: count!.total };
  }

  /** Of one matter, oldest first. */
  async ofMatter(reader: RecordReader, matter: string, limit: number): Promise<AnswerRecordSummary[]> {
    const parameters: unknown[] = [matter, limit];
    const where = `a.matter = $1 AND ${recordsInSight(reader, 'a', parameters)}`;
    return this.summaries(await this.ids(`${where} ORDER BY a.created_at, a.id LIMIT $2`, parameters));
  }

  /** @throws RecordNotFound also for other people's records; RecordErased. */
  async show(reader: RecordReader, id: string): Promise<AnswerRecord> {
    const parameters: unknown[] = [id];
    const [seen] = await this.ids(`a.id = $1 AND ${recordsInSight(reader, 'a', parameters)}`, parameters);
    const row = seen && (await this.rows.findOneBy({ id: seen }));
    if (!row) throw new RecordNotFound();
    const record = toRecord(row, (await this.seals.open([row])).get(id)!);
    if (!record) throw new RecordErased(row.erasedBy);
    return record;
  }

  /** @param rest Of the statement, from its conditions on. */
  private async ids(rest: string, parameters: readonly unknown[]): Promise<string[]> {
    const rows = await this.source.query<{ id: string }[]>(`SELECT a.id FROM answer_records a WHERE ${rest}`, [
      ...parameters,
    ]);
    return rows.map(({ id }) => id);
  }

  /** In the order of the ids. */
  private async summaries(ids: readonly string[]): Promise<AnswerRecordSummary[]> {
    const rows = await this.rows.find({ where: { id: In([...ids]) }, select: SUMMARY });
    const texts = await this.seals.open(rows);
    const byId = new Map(rows.map((row) => [row.id, toSummary(row, texts.get(row.id)!)]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  }

  /** Records by id, for rooms that decide by themselves who may read them. Erased ones are absent. */
  async among(ids: readonly string[]): Promise<Map<string, AnswerRecord>> {
    if (ids.length === 0) return new Map();
    const rows = await this.rows.findBy({ id: In([...ids]) });
    const texts = await this.seals.open(rows);
    const records = rows.map((row) => toRecord(row, texts.get(row.id)!)).filter((record) => record !== null);
    return new Map(records.map((record) => [record.id, record]));
  }

  /** Of these records, those that no wall and no denial keeps from a reader. */
  async unbarredAmong(visibility: Visibility, ids: readonly string[]): Promise<Set<string>> {
    const parameters: unknown[] = [ids];
    return new Set(
      await this.ids(`a.id = ANY($1::uuid[]) AND ${recordUnbarred(visibility, 'a', parameters)}`, parameters),
    );
  }

  /** Of these records, those of which there is something left to read; what they say is not opened. */
  async presentAmong(ids: readonly string[]): Promise<Set<string>> {
    const questions = await this.questionsOf(ids);
    return new Set(ids.filter((id) => questions.get(id)));
  }

  /** What was asked, by record id; empty for records that were erased. */
  async questionsOf(ids: readonly string[]): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map();
    const rows = await this.rows.find({ where: { id: In([...ids]) }, select: SUMMARY });
    return new Map([...(await this.seals.open(rows))].map(([id, { question }]) => [id, question ?? '']));
  }

  /**
   * What does not fit, one sentence each: a record's text against its hash, its columns against its text, its hash against
   * its log entry, and entries whose record is gone.
   */
  async problems(): Promise<string[]> {
    const problems: string[] = [];
    for (let offset = 0; ; offset += BATCH) {
      const rows = await this.rows.find({ order: { logIndex: 'ASC' }, skip: offset, take: BATCH });
      const erased = await this.erasedAmong(rows);
      for (const row of rows) {
        if (row.erasedBy === null) problems.push(...(await this.problemsOf(row)));
        else if (!erased.has(row.id))
          problems.push(`Record ${row.id}: it was emptied, and the log knows of no erasure.`);
      }
      if (rows.length < BATCH) break;
    }
    return [...problems, ...(await this.missing())];
  }

  private async missing(): Promise<string[]> {
    return goneThoughLogged(this.log, {
      kinds: RECORDED,
      what: 'record',
      present: (indexes) => this.rows.find({ select: { logIndex: true }, where: { logIndex: In(indexes) } }),
    });
  }

  /** Of these rows, the ids of those whose erasure stands in the log. */
  private async erasedAmong(rows: readonly AnswerRecordEntity[]): Promise<Set<string>> {
    const emptied = rows.filter(({ erasedBy }) => erasedBy !== null);
    return erasedInLog(
      this.source,
      'record',
      emptied.map(({ id }) => id),
    );
  }

  private async problemsOf(sealed: AnswerRecordEntity): Promise<string[]> {
    const texts = await this.seals.open([sealed]).catch((error: unknown) => {
      if (error instanceof VaultSealBroken) return null;
      throw error;
    });
    const row = { ...sealed, ...texts?.get(sealed.id) };
    if (texts === null) return [`Record ${row.id}: what is encrypted does not fit its key; it was edited.`];
    if (!hasTexts(row)) return [`Record ${row.id}: its key is gone, and the log knows of no erasure.`];
    const said = ifSound(() => ({ isShown: agrees(row), annexSha256: annexSha256Of(row) ?? null }));
    if (said === null) return [`Record ${row.id}: its text can't be read; it was edited.`];
    const subject = (await this.log.entry(row.logIndex))?.subject;
    const found: string[] = [];
    if (sha256Hex(row.body) !== row.sha256)
      found.push(`Record ${row.id}: its text does not match its hash; it was edited.`);
    if (!said.isShown) found.push(`Record ${row.id}: its columns do not say what its text says; they were edited.`);
    if (said.annexSha256 !== (row.annex === null ? null : sha256Hex(row.annex)))
      found.push(`Record ${row.id}: its annex is not the one that its text names; it was edited.`);
    if (subject?.['record'] !== row.id || subject['sha256'] !== row.sha256)
      found.push(`Record ${row.id}: log entry ${row.logIndex} does not vouch for it.`);
    return found;
  }
}

/** Kinds of log entries that have a record. */
const RECORDED = ['answer.recorded', 'answer.refused'] as const;
const BATCH = 500;

/** What a list needs. */
const SUMMARY = {
  ...{ id: true, question: true, askedByName: true, outcome: true, mode: true, matter: true, createdAt: true },
  ...{ logIndex: true, sealedHead: true, erasedBy: true },
} as const;

type SummaryRow = Pick<
  AnswerRecordEntity,
  'id' | 'outcome' | 'mode' | 'matter' | 'createdAt' | 'logIndex' | 'erasedBy'
>;
type WithTexts<Row> = Row & RecordTexts & { question: string; askedByName: string; body: string };

const hasTexts = <Row extends RecordTexts>(row: Row): row is WithTexts<Row> =>
  row.body !== null && row.question !== null;

/** Columns are copies of the sealed text, for lists and for whose record it is. */
function agrees(row: WithTexts<AnswerRecordEntity>): boolean {
  const body = JSON.parse(row.body) as RecordBody;
  const { id, askedAt, askedBy, asked, trace } = body;
  const said = [id, askedBy.id, askedBy.name, asked.question, asked.matter, trace.outcome, trace.mode, askedAt];
  const { createdAt, askedByName, question, matter, outcome, mode } = row;
  const shown = [row.id, row.askedBy, askedByName, question, matter, outcome, mode, createdAt.toISOString()];
  return canonicalJson(said) === canonicalJson(shown) && agreesOnNotes(row, body) && agreesOnDocuments(row, body);
}

/** Records from before they had any are told later. */
const agreesOnNotes = ({ models, verdicts }: AnswerRecordEntity, body: RecordBody): boolean =>
  models === null || verdicts === null ? models === verdicts : areTrue({ models, verdicts }, body);

/** By them walls and denials keep it from people. Records from before there was a vault are told theirs when they are sealed. */
const agreesOnDocuments = ({ documents, sealedBody }: AnswerRecordEntity, body: RecordBody): boolean =>
  sealedBody === null || canonicalJson([...(documents ?? [])].sort()) === canonicalJson(documentsOf(body).sort());

const annexSha256Of = (row: { body: string }) => (JSON.parse(row.body) as RecordBody).access?.annexSha256;

/** Null when it was erased. */
function toRecord(row: AnswerRecordEntity, texts: RecordTexts): AnswerRecord | null {
  if (!hasTexts(texts)) return null;
  const { body, annex } = texts;
  return {
    ...toSummary(row, texts),
    sha256: row.sha256,
    body: JSON.parse(body) as RecordBody,
    annex: annex === null ? null : (JSON.parse(annex) as RecordAnnex),
  };
}

const toSummary = (
  { id, outcome, mode, matter, createdAt, logIndex, erasedBy }: SummaryRow,
  { question, askedByName }: RecordTexts,
): AnswerRecordSummary => ({
  ...{ id, outcome, mode, matter, createdAt, logIndex, erasedBy },
  question: question ?? '',
  askedBy: askedByName ?? '',
});
