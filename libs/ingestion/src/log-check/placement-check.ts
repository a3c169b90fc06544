import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { UUID, said } from './in-leaves.js';
import { DOCUMENTS_OF_LIBRARY, MOST_PROBLEMS } from './of-library.js';

/**
 * What the log said last of each document, among the kinds that are named.
 * @param having Only entries with this in their leaves.
 */
const latest = (name: string, kinds: string, what: string, having = '') => `${name} AS MATERIALIZED (
  SELECT DISTINCT ON (document) document, what, "index" FROM (
    SELECT ${said('document', UUID)} AS document, ${what} AS what, "index" FROM log_entries
    WHERE kind IN (${kinds}) AND leaf LIKE '%${having}%') e
  ORDER BY document, "index" DESC)`;

interface Misplaced {
  readonly id: string;
  /** The entry that says otherwise; null where none says anything. */
  readonly entry: string | null;
}

/**
 * Holds the places of documents against the log: their collections, the matters that they are under, whether they are removed. Who
 * may see a document hangs on these, and they stand in tables that can be written by SQL.
 */
@Injectable()
export class PlacementCheck {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /**
   * What does not fit, one sentence each; a hundred of each sort at most. Erased documents have no place any more. What came out of
   * another document may be where that one is, without an entry of its own.
   * @throws AbortError once the signal says so.
   */
  async problems(signal: AbortSignal): Promise<string[]> {
    const ofCollections = [...(await this.ofKinds()), ...(await this.ofCollections())];
    signal.throwIfAborted();
    const ofMatters = await this.ofMatters();
    signal.throwIfAborted();
    return [...ofCollections, ...ofMatters, ...(await this.ofRemovals())];
  }

  /** Scratch collections are not held against the log, so that no collection may become one. */
  private async ofKinds(): Promise<string[]> {
    const rows = await this.misplaced(
      `SELECT c.id, e."index" AS entry FROM collections c JOIN log_entries e
         ON e.kind = 'collection.created' AND ${said('collection', UUID)} = c.id::text
       WHERE ${said('kind', '[a-z]+', 'e.')} <> c.kind`,
    );
    return rows.map(({ id, entry }) => `Collection ${id}: it is of another kind than entry ${entry} of the log says.`);
  }

  private async ofCollections(): Promise<string[]> {
    const rows = await this.misplaced(
      `WITH ${latest('placed', `'document.uploaded', 'revision.unpacked'`, said('collection', UUID))}
       SELECT d.id, p."index" AS entry FROM documents d JOIN placed p ON p.document = d.id::text
       WHERE p.what <> d.collection_id::text`,
    );
    return rows.map(
      ({ id, entry }) => `Document ${id}: it is in another collection than entry ${entry} of the log says.`,
    );
  }

  /** Of documents from before their first entries told it, nothing is known until they are put under a matter. */
  private async ofMatters(): Promise<string[]> {
    const rows = await this.misplaced(
      `WITH ${latest('put', `'document.uploaded', 'document.matter_changed'`, said('matter', UUID), '"matter":')}
       SELECT d.id, p."index" AS entry FROM ${DOCUMENTS_OF_LIBRARY}
       LEFT JOIN put p ON p.document = d.id::text LEFT JOIN documents parent ON parent.id = d.parent_id
       WHERE d.erased_by IS NULL AND (p.document IS NOT NULL OR d.parent_id IS NOT NULL)
         AND p.what IS DISTINCT FROM d.matter_id::text
         AND (d.parent_id IS NULL OR parent.matter_id IS DISTINCT FROM d.matter_id)`,
    );
    return rows.map(({ id, entry }) =>
      entry === null
        ? `Document ${id}: it is not under the matter of the document that it came out of.`
        : `Document ${id}: it is under another matter than entry ${entry} of the log says.`,
    );
  }

  private async ofRemovals(): Promise<string[]> {
    const kinds = `'document.uploaded', 'revision.unpacked', 'document.removed', 'document.restored'`;
    const rows = await this.misplaced<{ isRemoved: boolean }>(
      `WITH ${latest('stood', kinds, `kind = 'document.removed'`)}
       SELECT d.id, s."index" AS entry, d.removed_at IS NOT NULL AS "isRemoved" FROM ${DOCUMENTS_OF_LIBRARY}
       JOIN stood s ON s.document = d.id::text LEFT JOIN documents parent ON parent.id = d.parent_id
       WHERE d.erased_by IS NULL AND s.what <> (d.removed_at IS NOT NULL)
         AND (d.parent_id IS NULL OR (parent.removed_at IS NULL) <> (d.removed_at IS NULL))`,
    );
    return rows.map(({ id, entry, isRemoved }) =>
      isRemoved
        ? `Document ${id}: it is removed, and by entry ${entry} of the log it stands.`
        : `Document ${id}: it stands, and entry ${entry} of the log removes it.`,
    );
  }

  private misplaced<More = unknown>(query: string): Promise<(Misplaced & More)[]> {
    return this.source.query(`${query} ORDER BY 1 LIMIT ${MOST_PROBLEMS}`);
  }
}
