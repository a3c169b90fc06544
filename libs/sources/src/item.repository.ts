import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { type Failure, type Visibility, failureColumns } from '#knowledge';
import { documentsInSight } from '#library';
import { DataSource, type EntityManager } from 'typeorm';
import type { KnownEntries, RemoteEntry } from './connectors/connector.port.js';
import { type ItemState, SourceItemEntity } from './entities/source-item.entity.js';

/** An entry as the run works on it. */
export type SourceItem = Readonly<
  Pick<
    SourceItemEntity,
    'itemKey' | 'remoteId' | 'path' | 'version' | 'metadata' | 'state' | 'sha256' | 'documentId' | 'failureCode'
  >
>;

/** Counts of entries, by which a run decides whether so much may be removed without asking. */
export interface Vanished {
  /** Entries that the run did not meet and that stand for a document. */
  readonly vanished: number;
  /** Of the vanished ones, those that were still there when somebody confirmed what was gone. */
  readonly unconfirmed: number;
  /** All entries that stand for a document, vanished ones included. */
  readonly held: number;
}

const NO_RUN = '00000000-0000-0000-0000-000000000000';
/** Stands for the round in which a run met an entry before somebody confirmed what it had not met. */
const BEFORE_CONFIRMED = '00000000-0000-0000-0000-000000000001';
const COLUMNS = `item_key AS "itemKey", remote_id AS "remoteId", path, version, metadata, state, sha256, document_id AS "documentId", failure_code AS "failureCode"`;

/** What is known of the entries of sources. Every step may be repeated and then changes nothing. */
@Injectable()
export class ItemRepository {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /**
   * Note that a run met these entries. What is new, or not the version that was taken in, waits for its bytes from now on;
   * so does what could not be fetched the last time.
   */
  async meet(sourceId: string, runId: string, entries: readonly RemoteEntry[]): Promise<void> {
    const rows = [...new Map(entries.map((entry) => [entry.remoteId, entry])).values()].map((entry) => ({
      item_key: keyOf(entry.remoteId),
      remote_id: entry.remoteId,
      path: entry.path,
      version: entry.version,
      size_bytes: entry.sizeBytes,
      metadata: entry.metadata,
      memo: entry.memo ?? null,
    }));
    await this.source.query(
      `INSERT INTO source_items AS i (source_id, item_key, remote_id, path, version, size_bytes, metadata, memo, state, seen_run)
       SELECT $1, e.item_key, e.remote_id, e.path, e.version, e.size_bytes, e.metadata, e.memo, 'new', $2
       FROM jsonb_to_recordset($3::jsonb) AS e(item_key text, remote_id text, path text, version text, size_bytes bigint, metadata jsonb, memo jsonb)
       ON CONFLICT (source_id, item_key) DO UPDATE SET seen_run = $2, path = EXCLUDED.path, version = EXCLUDED.version,
         size_bytes = EXCLUDED.size_bytes, metadata = EXCLUDED.metadata, memo = COALESCE(EXCLUDED.memo, i.memo),
         state = CASE WHEN i.state IN ('held', 'rejected') AND i.version = EXCLUDED.version AND i.path = EXCLUDED.path THEN i.state
                      WHEN i.document_id IS NULL THEN 'new' ELSE 'stale' END`,
      [sourceId, runId, JSON.stringify(rows)],
    );
  }

  /**
   * Before a run looks at everything once more, because somebody confirmed what it did not meet: what it met counts only if it meets it
   * again, and is not among what was confirmed.
   */
  async unmeet(manager: EntityManager, sourceId: string, runId: string): Promise<void> {
    const mark = (from: string, to: string) =>
      manager.query(`UPDATE source_items SET seen_run = $3 WHERE source_id = $1 AND seen_run = $2`, [
        sourceId,
        from,
        to,
      ]);
    await mark(BEFORE_CONFIRMED, NO_RUN);
    await mark(runId, BEFORE_CONFIRMED);
  }

  /**
   * Have what was refused for good offered again: settings, limits or what the service reads may have changed since. With
   * `manager` within the caller's transaction.
   */
  async retryRejected(sourceId: string, manager: EntityManager = this.source.manager): Promise<void> {
    await manager.query(
      `UPDATE source_items SET state = CASE WHEN document_id IS NULL THEN 'new' ELSE 'stale' END
       WHERE source_id = $1 AND state = 'rejected'`,
      [sourceId],
    );
  }

  /** What the last runs took in of these entries, for a connector that asks for changes only. */
  knownOf(sourceId: string): KnownEntries {
    return async (remoteIds) => {
      const rows = await this.source.query<
        { remoteId: string; version: string; memo: Record<string, unknown> | null }[]
      >(
        `SELECT remote_id AS "remoteId", version, memo FROM source_items
         WHERE source_id = $1 AND item_key = ANY($2::text[]) AND state IN ('held', 'rejected')`,
        [sourceId, remoteIds.map(keyOf)],
      );
      return new Map(rows.map(({ remoteId, version, memo }) => [remoteId, { version, memo }]));
    };
  }

  /** Entries that this run met and that wait for their bytes, in a steady order: those that failed the last time come last. */
  async waiting(sourceId: string, runId: string, limit: number): Promise<SourceItem[]> {
    return this.source.query<SourceItem[]>(
      `SELECT ${COLUMNS} FROM source_items WHERE source_id = $1 AND seen_run = $2 AND state IN ('new', 'stale')
       ORDER BY (failure_code IS NOT NULL), item_key LIMIT $3`,
      [sourceId, runId, limit],
    );
  }

  /** Of the entries that this run did not meet, one of a document in sight with exactly these bytes; held until the transaction ends. */
  async vanishedTwin(
    manager: EntityManager,
    visibility: Visibility,
    sourceId: string,
    runId: string,
    sha256: string,
  ): Promise<SourceItem | null> {
    const parameters: unknown[] = [sourceId, runId, sha256];
    const [twin] = await manager.query<SourceItem[]>(
      `SELECT ${COLUMNS} FROM source_items i WHERE source_id = $1 AND sha256 = $3 AND seen_run <> $2
         AND EXISTS (SELECT 1 FROM documents d
           WHERE d.id = i.document_id AND ${documentsInSight(visibility, 'd', parameters)})
       ORDER BY item_key LIMIT 1 FOR UPDATE SKIP LOCKED`,
      parameters,
    );
    return twin ?? null;
  }

  /** Whether anything that the source brought stands for a document. */
  async holdsAny(sourceId: string): Promise<boolean> {
    const rows = await this.source.query<unknown[]>(
      `SELECT 1 FROM source_items WHERE source_id = $1 AND document_id IS NOT NULL LIMIT 1`,
      [sourceId],
    );
    return rows.length > 0;
  }

  /** Of the documents in sight. What a legal hold keeps has not vanished: no run could remove it. */
  async tallyVanished(visibility: Visibility, sourceId: string, runId: string): Promise<Vanished> {
    const parameters: unknown[] = [sourceId, runId, BEFORE_CONFIRMED];
    const [tally] = await this.source.query<Vanished[]>(
      `SELECT count(*) FILTER (WHERE seen_run <> $2 AND hold_of_document(d.id) IS NULL)::int AS vanished,
         count(*) FILTER (WHERE seen_run = $3 AND hold_of_document(d.id) IS NULL)::int AS unconfirmed,
         count(*)::int AS held
       FROM source_items i JOIN documents d ON d.id = i.document_id
       WHERE source_id = $1 AND ${documentsInSight(visibility, 'd', parameters)}`,
      parameters,
    );
    return tally!;
  }

  /**
   * Entries that this run did not meet, in a steady order; held until the transaction ends. Those that stand for a document
   * out of sight are left for a run that sees it.
   * @param after Key of the last one of the page before; empty for the first page.
   */
  async vanished(
    manager: EntityManager,
    visibility: Visibility,
    sourceId: string,
    runId: string,
    after: string,
    limit: number,
  ): Promise<SourceItem[]> {
    const parameters: unknown[] = [sourceId, runId, limit, after];
    return manager.query<SourceItem[]>(
      `SELECT ${COLUMNS} FROM source_items i WHERE source_id = $1 AND seen_run <> $2 AND item_key > $4
         AND (document_id IS NULL OR EXISTS (SELECT 1 FROM documents d
           WHERE d.id = i.document_id AND ${documentsInSight(visibility, 'd', parameters)}))
       ORDER BY item_key LIMIT $3 FOR UPDATE`,
      parameters,
    );
  }

  /** Of these documents, those that stand for another entry as well, of this source or another, that is still there. */
  async stillHeld(
    manager: EntityManager,
    runId: string,
    sourceId: string,
    documentIds: readonly string[],
  ): Promise<Set<string>> {
    const rows = await manager.query<{ id: string }[]>(
      `SELECT DISTINCT document_id AS id FROM source_items
       WHERE document_id = ANY($1::uuid[]) AND (source_id <> $2 OR seen_run = $3)`,
      [documentIds, sourceId, runId],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** Whether another entry that this run met stands for the document at a place. */
  async isTaken(
    { sourceId, runId, itemKey }: { sourceId: string; runId: string; itemKey: string },
    collectionId: string,
    path: string,
  ): Promise<boolean> {
    const rows = await this.source.query<unknown[]>(
      `SELECT 1 FROM documents d JOIN source_items i ON i.document_id = d.id
       WHERE d.collection_id = $1 AND d.path = $2 AND d.removed_at IS NULL
         AND i.source_id = $3 AND i.seen_run = $4 AND i.item_key <> $5 LIMIT 1`,
      [collectionId, path, sourceId, runId, itemKey],
    );
    return rows.length > 0;
  }

  async settle(
    manager: EntityManager,
    sourceId: string,
    itemKey: string,
    to: { state: ItemState; sha256?: string; documentId?: string; failure?: Failure },
  ): Promise<void> {
    const { state, sha256, documentId, failure } = to;
    await manager.update(
      SourceItemEntity,
      { sourceId, itemKey },
      {
        state,
        ...(sha256 === undefined ? {} : { sha256 }),
        ...(documentId === undefined ? {} : { documentId }),
        ...failureColumns(failure),
      },
    );
  }

  async forget(manager: EntityManager, sourceId: string, itemKeys: readonly string[]): Promise<void> {
    await manager.query(`DELETE FROM source_items WHERE source_id = $1 AND item_key = ANY($2::text[])`, [
      sourceId,
      itemKeys,
    ]);
  }

  async forgetAll(manager: EntityManager, sourceId: string): Promise<void> {
    await manager.delete(SourceItemEntity, { sourceId });
  }

  /** Documents kept in step and entries that could not be taken in, by source. */
  async tallies(sourceIds: readonly string[]): Promise<Map<string, { documents: number; failing: number }>> {
    const rows = await this.source.query<{ id: string; documents: number; failing: number }[]>(
      `SELECT source_id AS id, count(document_id)::int AS documents,
         count(*) FILTER (WHERE state IN ('failed', 'rejected'))::int AS failing
       FROM source_items WHERE source_id = ANY($1::uuid[]) GROUP BY source_id`,
      [sourceIds],
    );
    return new Map(rows.map(({ id, ...tally }) => [id, tally]));
  }
}

/** Fixed length, whatever the remote side calls it. */
export const keyOf = (remoteId: string): string => createHash('sha256').update(remoteId).digest('hex');
