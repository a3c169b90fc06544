import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import {
  type ClausePlace,
  type CoverageNote,
  type Failure,
  type Metadata,
  type PageSpan,
  type RevisionCoverage,
  type Span,
  type Visibility,
  chunkId,
  coverageOf,
  isPartlyRead,
  sha256Hex,
  failureColumns,
} from '#knowledge';
import { DataSource, type EntityManager, In } from 'typeorm';
import { ChunkEntity } from './entities/chunk.entity.js';
import { RevisionEntity, type StoredTerm } from './entities/revision.entity.js';
import { RevisionTextEntity } from './entities/text.entity.js';
import { type RevisionRecord, toRevision } from './records.js';
import { documentsInSight } from './visibility-sql.js';

/** What reading one file gave; saved in one go. */
export interface ParsedRevision {
  readonly title: string;
  readonly metadata: Metadata;
  readonly text: string;
  readonly pages: readonly PageSpan[];
  readonly pageCount: number;
  readonly notes: readonly CoverageNote[];
  /** Taken from the notes when absent. */
  readonly coverage?: RevisionCoverage;
  readonly chunks: readonly ParsedChunk[];
  readonly definedTerms?: readonly StoredTerm[];
  /** ISO 639-1; null where that is not plain. */
  readonly language?: string | null;
}

/** A chunk before it has an id: its place in the revision's text, pages from 1. */
export interface ParsedChunk extends Span {
  readonly page: number;
  readonly lastPage: number;
  readonly headingPath: readonly string[];
  readonly clauses?: readonly ClausePlace[];
  readonly tokens: number;
}

/** Hashes of a revision's file and of its stored text. */
export interface RevisionHashes {
  readonly sha256: string;
  readonly textSha256: string | null;
}

const INSERT_BATCH = 1_000;

/** Revisions on their way from file to text: what waits, what was read, what failed. */
@Injectable()
export class RevisionRepository {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  async find(id: string): Promise<RevisionRecord | null> {
    const row = await this.source.getRepository(RevisionEntity).findOneBy({ id });
    return row && toRevision(row);
  }

  /** By revision id, for revisions that were read within somebody's visibility. */
  async hashesOf(ids: readonly string[], manager = this.source.manager): Promise<Map<string, RevisionHashes>> {
    const rows = await manager.query<(RevisionHashes & { id: string })[]>(
      `SELECT r.id, r.sha256, t.sha256 AS "textSha256" FROM revisions r LEFT JOIN revision_texts t ON t.revision_id = r.id
       WHERE r.id = ANY($1::uuid[])`,
      [[...new Set(ids)]],
    );
    return new Map(rows.map(({ id, ...hashes }) => [id, hashes]));
  }

  /** The stored text of a revision; null where it has none. For work that shows it to nobody. */
  async storedText(id: string): Promise<string | null> {
    return (await this.source.getRepository(RevisionTextEntity).findOneBy({ revisionId: id }))?.text ?? null;
  }

  /** Count one more beginning of a step. @returns The count, this beginning included. */
  async begin(id: string): Promise<number> {
    const [rows] = await this.source.query<[{ attempts: number }[]]>(
      `UPDATE revisions SET attempts = attempts + 1 WHERE id = $1 RETURNING attempts`,
      [id],
    );
    return rows[0]?.attempts ?? 0;
  }

  /** Count one beginning less: it came to nothing for reasons that have nothing to do with the revision. */
  async takeBackBeginning(id: string): Promise<void> {
    await this.source.query(`UPDATE revisions SET attempts = attempts - 1 WHERE id = $1 AND attempts > 0`, [id]);
  }

  /**
   * Save what reading gave and move queued → chunked. Chunks of an earlier, interrupted run are replaced.
   * @param from `failed` for a revision that could not be read before and now was.
   * @param manager Of the transaction that it is to be a part of, if any.
   * @returns Whether this call made the move; false when the revision was past it already.
   */
  async saveParsed(
    id: string,
    parsed: ParsedRevision,
    manager: EntityManager = this.source.manager,
    from: 'queued' | 'failed' = 'queued',
  ): Promise<boolean> {
    return manager.transaction(async (manager) => {
      const locked = await manager.findOne(RevisionEntity, {
        where: { id, state: from },
        lock: { mode: 'pessimistic_write' },
      });
      if (!locked) return false;
      await manager.delete(ChunkEntity, { revisionId: id });
      await manager.upsert(
        RevisionTextEntity,
        { revisionId: id, text: parsed.text, pages: [...parsed.pages], sha256: sha256Hex(parsed.text) },
        ['revisionId'],
      );
      const rows = parsed.chunks.map((chunk, ordinal) => toRow(id, ordinal, chunk, parsed.text));
      for (let i = 0; i < rows.length; i += INSERT_BATCH)
        await manager.insert(ChunkEntity, rows.slice(i, i + INSERT_BATCH));
      const { title, metadata, pageCount, notes } = parsed;
      const coverage = parsed.coverage ?? coverageOf(notes, pageCount);
      await manager.update(
        RevisionEntity,
        { id },
        {
          ...{ state: 'chunked', title, metadata, pageCount, chunkCount: rows.length, notes: [...notes] },
          ...{ coverage, isPartlyRead: isPartlyRead(coverage) },
          ...{ failureCode: null, failureMessage: null, failureParticulars: null },
          ...{ definedTerms: [...(parsed.definedTerms ?? [])], language: parsed.language ?? null },
        },
      );
      return true;
    });
  }

  /** Mark a pending revision failed, with a reason people can read. @returns Whether it was pending. */
  async fail(manager: EntityManager, id: string, failure: Failure): Promise<boolean> {
    const pending = { id, state: In(['queued', 'chunked']) };
    const result = await manager.update(RevisionEntity, pending, {
      state: 'failed',
      ...failureColumns(failure),
    });
    return (result.affected ?? 0) > 0;
  }

  /**
   * Queue failed newest revisions again.
   * @param scope One document, one collection, or (neither) all that may be seen.
   * @returns Ids of the revisions that are queued now.
   */
  async retryFailed(
    visibility: Visibility,
    scope: { documentId?: string | undefined; collectionId?: string | undefined },
  ): Promise<string[]> {
    const parameters: unknown[] = [scope.documentId ?? null, scope.collectionId ?? null];
    const visible = documentsInSight(visibility, 'd', parameters);
    const [rows] = await this.source.query<[{ id: string }[]]>(
      `UPDATE revisions r SET state = 'queued', failure_code = NULL, failure_message = NULL, failure_particulars = NULL, attempts = 0
       FROM documents d WHERE d.latest_revision_id = r.id AND d.removed_at IS NULL AND r.state = 'failed' AND ${visible}
         AND ($1::uuid IS NULL OR d.id = $1) AND ($2::uuid IS NULL OR d.collection_id = $2) RETURNING r.id`,
      parameters,
    );
    return rows.map((row) => row.id);
  }

  /** Pending revisions by the step they wait for, oldest first; what a sweep puts back on the queues. */
  async pending(state: 'queued' | 'chunked', olderThan: Date, limit: number): Promise<string[]> {
    const rows = await this.source.query<{ id: string }[]>(
      `SELECT id FROM revisions WHERE state = $1 AND created_at <= $2 ORDER BY created_at, id LIMIT ${limit}`,
      [state, olderThan],
    );
    return rows.map((row) => row.id);
  }
}

function toRow(revisionId: string, ordinal: number, chunk: ParsedChunk, text: string): ChunkEntity {
  const { start, end, page, lastPage, tokens } = chunk;
  return Object.assign(new ChunkEntity(), {
    ...{ id: chunkId(revisionId, ordinal), revisionId, ordinal, start, end, page, lastPage, tokens },
    headingPath: [...chunk.headingPath],
    clauses: [...(chunk.clauses ?? [])],
    text: text.slice(start, end),
  });
}
