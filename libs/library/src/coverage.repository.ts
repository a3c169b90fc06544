import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { type CoverageGap, type CoverageNote, type RevisionCoverage, type Visibility, coverageOf } from '#knowledge';
import { DataSource } from 'typeorm';
import { isCurrent } from './is-current.js';
import { documentsInSight } from './visibility-sql.js';

/** A document of which text is missing, with what is. */
export interface PartlyReadDocument {
  readonly documentId: string;
  readonly revisionId: string;
  readonly title: string;
  readonly gaps: readonly CoverageGap[];
}

interface Row {
  readonly documentId: string;
  readonly revisionId: string;
  readonly title: string;
  readonly coverage: RevisionCoverage | null;
  readonly notes: CoverageNote[];
  readonly pageCount: number;
}

/** Which documents `d` of which collections `c` were asked. @param ids Placeholder of `collectionIds`. */
const amongCollections = (collectionIds: readonly string[], ids: string): string =>
  collectionIds.length > 0
    ? `d.collection_id = ANY(${ids}::uuid[])`
    : `${ids}::uuid[] IS NOT NULL AND c.kind = 'library'`;

/** What was read of documents and what was not. */
@Injectable()
export class CoverageRepository {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /**
   * How much could be searched of documents in sight as they stood: those with a revision in force, of which of these text was
   * missing, and those that had been handed in by then and could not be read.
   * @param collectionIds Empty: all of the library.
   * @param change Library change that was the last by that moment.
   */
  async tallyAsOf(
    visibility: Visibility,
    collectionIds: readonly string[],
    change: number,
    moment: Date,
  ): Promise<{ readonly live: number; readonly failed: number; readonly partly: number }> {
    const parameters: unknown[] = [collectionIds, change, moment];
    const visible = documentsInSight(visibility, 'd', parameters);
    const [row] = await this.source.query<{ live: number; failed: number; partly: number }[]>(
      `SELECT count(r.id)::int AS live, count(*) FILTER (WHERE r.partly_read)::int AS partly,
         count(*) FILTER (WHERE r.id IS NULL AND last.state = 'failed' AND (d.removed_at IS NULL OR d.removed_at > $3))::int AS failed
       FROM documents d JOIN collections c ON c.id = d.collection_id
       LEFT JOIN revisions r ON r.document_id = d.id AND ${isCurrent('$2')}
       LEFT JOIN LATERAL (SELECT n.state FROM revisions n WHERE n.document_id = d.id AND n.created_at <= $3
         ORDER BY n.number DESC LIMIT 1) last ON r.id IS NULL
       WHERE d.erased_by IS NULL AND ${visible} AND ${amongCollections(collectionIds, '$1')}`,
      parameters,
    );
    return row ?? { live: 0, failed: 0, partly: 0 };
  }

  /**
   * Documents in sight whose revision in force was read in part, at most `limit`; for now those whose newest one answers.
   * @param collectionIds Empty: all of the library.
   * @param first Documents that come before all others, where they are among them.
   * @param onlyFirst Whether no others are wanted.
   * @param asOf Library change; null for now.
   */
  async partlyRead(
    visibility: Visibility,
    collectionIds: readonly string[],
    first: readonly string[],
    { limit, onlyFirst = false, asOf = null }: { limit: number; onlyFirst?: boolean; asOf?: number | null },
  ): Promise<PartlyReadDocument[]> {
    const parameters: unknown[] = [[...new Set(first)], collectionIds];
    const visible = documentsInSight(visibility, 'd', parameters);
    const inForce =
      asOf === null
        ? `d.latest_revision_id = r.id AND r.state IN ('live', 'superseded') AND d.removed_at IS NULL`
        : `d.id = r.document_id AND d.erased_by IS NULL AND ${isCurrent(`$${parameters.push(asOf)}`)}`;
    const rows = await this.source.query<Row[]>(
      `SELECT d.id AS "documentId", r.id AS "revisionId", d.title, r.coverage, r.notes, r.page_count AS "pageCount"
       FROM revisions r JOIN documents d ON ${inForce} JOIN collections c ON c.id = d.collection_id
       WHERE r.partly_read AND ${visible} AND ${amongCollections(collectionIds, '$2')}
         ${onlyFirst ? 'AND d.id = ANY($1::uuid[])' : ''}
       ORDER BY d.id = ANY($1::uuid[]) DESC, d.updated_at DESC, d.id LIMIT ${limit}`,
      parameters,
    );
    return rows.map(({ coverage, notes, pageCount, ...document }) => ({
      ...document,
      gaps: (coverage ?? coverageOf(notes, pageCount)).gaps.filter(({ kind }) => kind === 'text'),
    }));
  }

  /** By id, for revisions that were read within somebody's visibility; those that were not read are left out. */
  async ofRevisions(ids: readonly string[]): Promise<Map<string, RevisionCoverage>> {
    if (ids.length === 0) return new Map();
    const rows = await this.source.query<Omit<Row, 'documentId' | 'title'>[]>(
      `SELECT id AS "revisionId", coverage, notes, page_count AS "pageCount" FROM revisions
       WHERE id = ANY($1::uuid[]) AND chunk_count > 0`,
      [[...new Set(ids)]],
    );
    return new Map(
      rows.map(({ revisionId, coverage, notes, pageCount }) => [revisionId, coverage ?? coverageOf(notes, pageCount)]),
    );
  }
}
