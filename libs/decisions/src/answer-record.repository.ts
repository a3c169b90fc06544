import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AuditLog, type LogReceipt } from '#audit';
import { type Principal, canonicalJson, sha256Hex } from '#knowledge';
import { DataSource, type FindOptionsWhere } from 'typeorm';
import { AnswerRecordEntity } from './answer-record.entity.js';
import { RecordNotFound } from './errors.js';
import type { RecordBody } from './record-body.js';

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
}

export interface AnswerRecord extends AnswerRecordSummary {
  /** Hash of the canonical body; what the log entry holds. */
  readonly sha256: string;
  readonly body: RecordBody;
}

/** Whose records a person may read. */
export interface RecordReader {
  readonly principal: Principal;
  readonly mayReadAll: boolean;
}

/** Sealed answers. Rows are only added; the table refuses anything else. */
@Injectable()
export class AnswerRecordRepository {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly log: AuditLog,
  ) {}

  /** Store a record and its log entry, both or neither. @throws LogUnwritable */
  async seal(body: RecordBody): Promise<LogReceipt> {
    const text = canonicalJson(body);
    const sha256 = sha256Hex(text);
    const { outcome, mode } = body.trace;
    return this.source.transaction(async (manager) => {
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
        ...{ id: body.id, outcome, mode, sha256, body: text },
        askedBy: body.askedBy.id,
        askedByName: body.askedBy.name,
        question: body.asked.question,
        matter: body.asked.matter,
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
  ): Promise<{ records: AnswerRecordSummary[]; total: number }> {
    const [rows, total] = await this.source.getRepository(AnswerRecordEntity).findAndCount({
      where: scopeOf(reader),
      order: { createdAt: 'DESC', id: 'ASC' },
      skip: offset,
      take: limit,
    });
    return { records: rows.map(toSummary), total };
  }

  /** @throws RecordNotFound also for other people's records. */
  async show(reader: RecordReader, id: string): Promise<AnswerRecord> {
    const row = await this.source.getRepository(AnswerRecordEntity).findOneBy({ ...scopeOf(reader), id });
    if (!row) throw new RecordNotFound();
    return { ...toSummary(row), sha256: row.sha256, body: JSON.parse(row.body) as RecordBody };
  }

  /** Hashes that do not fit: a record's text against its own hash, and its hash against its log entry. One sentence each. */
  async problems(): Promise<string[]> {
    const problems: string[] = [];
    const batch = 500;
    for (let offset = 0; ; offset += batch) {
      const rows = await this.source
        .getRepository(AnswerRecordEntity)
        .find({ order: { logIndex: 'ASC' }, skip: offset, take: batch });
      for (const row of rows) problems.push(...(await this.problemsOf(row)));
      if (rows.length < batch) return problems;
    }
  }

  private async problemsOf(row: AnswerRecordEntity): Promise<string[]> {
    const leaf = await this.log.leaf(row.logIndex);
    const subject =
      leaf === null ? null : (JSON.parse(leaf) as { subject?: { record?: string; sha256?: string } }).subject;
    const found: string[] = [];
    if (sha256Hex(row.body) !== row.sha256)
      found.push(`Record ${row.id}: its text does not match its hash; it was edited.`);
    if (subject?.record !== row.id || subject.sha256 !== row.sha256)
      found.push(`Record ${row.id}: log entry ${row.logIndex} does not vouch for it.`);
    return found;
  }
}

const scopeOf = ({ principal, mayReadAll }: RecordReader): FindOptionsWhere<AnswerRecordEntity> =>
  mayReadAll ? {} : { askedBy: principal.userId };

const toSummary = ({
  id,
  question,
  outcome,
  mode,
  askedByName,
  matter,
  createdAt,
  logIndex,
}: AnswerRecordEntity): AnswerRecordSummary => ({
  ...{ id, question, outcome, mode, matter, createdAt, logIndex },
  askedBy: askedByName,
});
