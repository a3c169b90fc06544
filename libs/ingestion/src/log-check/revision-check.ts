import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { SHA256, UUID, said } from './in-leaves.js';
import { FIRST_ID, MOST_PROBLEMS, REVISIONS_OF_LIBRARY } from './of-library.js';

/** Texts hashed by one statement. */
const BATCH = 10_000;

/** Each revision that the log saw come, with its file's hash. */
const ARRIVED = `SELECT ${said('revision', UUID)} AS id, ${said('sha256', SHA256)} AS sha256, ${said('collection', UUID)} AS collection, "index"
  FROM log_entries WHERE kind IN ('document.uploaded', 'revision.unpacked')`;

/** Holds revisions and their texts against the log: nobody exchanged, dropped or inserted one. */
@Injectable()
export class RevisionCheck {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /**
   * What does not fit, one sentence each. Entries from before texts were logged vouch for the file alone. Passages are for
   * `PassageCheck`; the index is made of them and not looked at, and neither are the stored files, which are checked whenever
   * they are read.
   * @throws AbortError once the signal says so.
   */
  async problems(signal: AbortSignal): Promise<string[]> {
    const found = [...(await this.unvouched()), ...(await this.gone()), ...(await this.emptied())];
    signal.throwIfAborted();
    return [...found, ...(await this.ofTexts(signal))];
  }

  private async unvouched(): Promise<string[]> {
    const rows = await this.ids(
      `WITH arrived AS (${ARRIVED}) SELECT r.id FROM ${REVISIONS_OF_LIBRARY} WHERE d.erased_by IS NULL
       AND NOT EXISTS (SELECT 1 FROM arrived a WHERE a.id = r.id::text AND a.sha256 = r.sha256)`,
    );
    return rows.map((id) => `Revision ${id}: no log entry vouches for its file; it was put in or exchanged.`);
  }

  private async gone(): Promise<string[]> {
    const rows = await this.ids(
      `WITH arrived AS (${ARRIVED}) SELECT a."index" AS id FROM arrived a
       WHERE NOT EXISTS (SELECT 1 FROM revisions r WHERE r.id::text = a.id) AND NOT EXISTS
         (SELECT 1 FROM log_entries WHERE kind = 'collection.removed' AND ${said('collection', UUID)} = a.collection)`,
    );
    return rows.map((index) => `Log entry ${index}: the revision that it vouches for is gone.`);
  }

  private async emptied(): Promise<string[]> {
    const rows = await this.ids(
      `SELECT d.id FROM documents d WHERE d.erased_by IS NOT NULL AND NOT EXISTS
         (SELECT 1 FROM log_entries WHERE kind = 'document.erased' AND ${said('certificate', UUID)} = d.erased_by::text)`,
    );
    return rows.map((id) => `Document ${id}: it was emptied, and the log knows of no erasure.`);
  }

  /** Each text has its hash, and that is the one that it went live with. */
  private async ofTexts(signal: AbortSignal): Promise<string[]> {
    const problems: string[] = [];
    for (let after = FIRST_ID; problems.length < MOST_PROBLEMS;) {
      const batch = await this.texts(after);
      for (const { id, isSound } of batch)
        if (!isSound) problems.push(`Revision ${id}: its text is not the one that went live; it was edited.`);
      signal.throwIfAborted();
      if (batch.length < BATCH) break;
      after = batch[batch.length - 1]!.id;
    }
    return problems;
  }

  private async texts(after: string): Promise<{ id: string; isSound: boolean }[]> {
    return this.source.query(
      `WITH batch AS (SELECT r.id, r.valid_from IS NULL AS "mayLackText" FROM ${REVISIONS_OF_LIBRARY} WHERE r.id > $1::uuid AND d.erased_by IS NULL ORDER BY r.id LIMIT ${BATCH}),
       logged AS (SELECT ${said('revision', UUID)} AS id, ${said('textSha256', SHA256)} AS sha256 FROM log_entries WHERE kind = 'revision.live')
       SELECT b.id, coalesce(t.sha256 = encode(sha256(convert_to(t.text, 'UTF8')), 'hex'), b."mayLackText") AND NOT EXISTS
         (SELECT 1 FROM logged l WHERE l.id = b.id::text AND l.sha256 <> coalesce(t.sha256, '')) AS "isSound"
       FROM batch b LEFT JOIN revision_texts t ON t.revision_id = b.id ORDER BY b.id`,
      [after],
    );
  }

  private async ids(query: string): Promise<string[]> {
    const rows = await this.source.query<{ id: string }[]>(`${query} LIMIT ${MOST_PROBLEMS}`);
    return rows.map(({ id }) => id);
  }
}
