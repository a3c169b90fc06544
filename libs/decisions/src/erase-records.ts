import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { LogEvent } from '#audit';
import { forgetGoldenQuestions } from '#evaluation';
import { Holds } from '#library';
import { Vault } from '#vault';
import { DataSource, type EntityManager, In, IsNull } from 'typeorm';
import { AnswerRecordEntity } from './answer-record.entity.js';
import { EraseFeedback } from './erase-feedback.js';
import { recordItem } from './record-seals.js';

/** What is known of a record without opening it. */
export interface ErasableRecord {
  readonly id: string;
  /** Hash of its body, which the log goes on holding. */
  readonly sha256: string;
  readonly askedBy: string;
  readonly matter: string | null;
}

const ERASABLE = `SELECT a.id, a.sha256, a.asked_by AS "askedBy", a.matter FROM answer_records a WHERE a.erased_by IS NULL`;

/** Makes records, and what people said of them, unreadable for ever. Rows, hashes and log entries stay. */
@Injectable()
export class EraseRecords {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly vault: Vault,
    private readonly holds: Holds,
    private readonly feedback: EraseFeedback,
  ) {}

  /** Records for which passages of a document were found, in order of id. Those of before this was noted are read for it. */
  citing(documentId: string, manager = this.source.manager): Promise<ErasableRecord[]> {
    return manager.query(
      `${ERASABLE} AND (a.documents @> ARRAY[$1]::uuid[] OR (a.documents IS NULL AND a.body LIKE '%' || $1 || '%')) ORDER BY a.id`,
      [documentId],
    );
  }

  /** Of these, in order of id. */
  among(ids: readonly string[], manager = this.source.manager): Promise<ErasableRecord[]> {
    return manager.query(`${ERASABLE} AND a.id = ANY($1::uuid[]) ORDER BY a.id`, [ids]);
  }

  /** In order of id. */
  askedBy(userId: string, manager = this.source.manager): Promise<ErasableRecord[]> {
    return manager.query(`${ERASABLE} AND a.asked_by = $1 ORDER BY a.id`, [userId]);
  }

  /** Records from before a moment that no decision rests on and no hold covers, nor what was said of them, oldest first. */
  expired(before: Date, limit: number): Promise<(ErasableRecord & { since: Date })[]> {
    return this.source.query(
      `SELECT e.*, r.created_at AS since FROM (${ERASABLE}) e JOIN answer_records r ON r.id = e.id WHERE r.created_at < $1
         AND NOT EXISTS (SELECT 1 FROM decisions d WHERE d.erased_by IS NULL AND e.id = ANY(d.records))
         AND NOT EXISTS (SELECT 1 FROM legal_holds h WHERE h.lifted_at IS NULL
           AND ((h.kind = 'person' AND (h.object = e."askedBy"::text
               OR h.object IN (SELECT f.given_by::text FROM record_feedback f WHERE f.record_id = e.id AND f.erased_by IS NULL)))
             OR (h.kind = 'matter' AND are_one_matter(h.object, e.matter))))
       ORDER BY r.created_at, e.id LIMIT ${limit}`,
      [before],
    );
  }

  /** How many records, erased ones left out, each of these holds covers, by its id. */
  async under(holdIds: readonly string[]): Promise<Map<string, number>> {
    const rows = await this.source.query<{ id: string; records: number }[]>(
      `SELECT h.id, count(*)::int AS records FROM legal_holds h JOIN answer_records a ON a.erased_by IS NULL
         AND ((h.kind = 'person' AND h.object = a.asked_by::text) OR (h.kind = 'matter' AND are_one_matter(h.object, a.matter)))
       WHERE h.id = ANY($1::uuid[]) GROUP BY h.id`,
      [holdIds],
    );
    return new Map(rows.map(({ id, records }) => [id, records]));
  }

  /** How many decisions rest on these records, without erased ones and those that go, too. */
  async decisionsOn(recordIds: readonly string[], going: readonly string[]): Promise<number> {
    const [row] = await this.source.query<{ n: number }[]>(
      `SELECT count(*)::int AS n FROM decisions WHERE erased_by IS NULL AND records && $1::uuid[] AND id <> ALL($2::uuid[])`,
      [recordIds, going],
    );
    return row!.n;
  }

  /**
   * Destroy the keys of records and empty their rows, in the caller's transaction.
   * @param certificate Id of an erasure that is noted already.
   * @returns An entry for the log for each; the caller appends them, last.
   * @throws HoldInPlace
   */
  async run(manager: EntityManager, records: readonly ErasableRecord[], certificate: string): Promise<LogEvent[]> {
    await this.holds.refuseRecords(manager, records);
    const ids = records.map(({ id }) => id);
    await this.vault.destroy(manager, ids.map(recordItem));
    const nothing = { question: null, askedByName: null, body: null, annex: null };
    const unsealed = { sealedHead: null, sealedBody: null, sealedAnnex: null, models: null, verdicts: null };
    const rows = { id: In(ids), erasedBy: IsNull() };
    await manager.update(AnswerRecordEntity, rows, { ...nothing, ...unsealed, erasedBy: certificate });
    await this.feedback.onRecords(manager, ids, certificate);
    await forgetReasons(manager, ids);
    return ids.map((record) => ({ kind: 'record.erased', actor: 'system', subject: { record, certificate } }));
  }

  /** Forget golden questions that were made of these records: they ask what was asked there. */
  async forgetPromoted(manager: EntityManager, recordIds: readonly string[]): Promise<void> {
    const made = await manager.query<{ id: string }[]>(
      `SELECT p.golden_question_id AS id FROM feedback_promotions p JOIN record_feedback f ON f.id = p.feedback_id
       WHERE f.record_id = ANY($1::uuid[])`,
      [recordIds],
    );
    await forgetGoldenQuestions(
      manager,
      made.map(({ id }) => id),
    );
  }
}

/** Why items about these records were settled goes with their keys, and where it was never encrypted, here. */
async function forgetReasons(manager: EntityManager, recordIds: readonly string[]): Promise<void> {
  await manager.query(
    `UPDATE doubts SET reason = '', settled_by_name = '' WHERE target_kind = 'record' AND target_id = ANY($1::uuid[])`,
    [recordIds],
  );
}
