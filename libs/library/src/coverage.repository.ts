import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { type CoverageGap, type CoverageNote, type RevisionCoverage, type Visibility, coverageOf } from '#knowledge';
import { DataSource } from 'typeorm';
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

/** What was read of documents and what was not. */
@Injectable()
export class CoverageRepository {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /**
   * Documents in sight whose newest revision answers and was read in part, at most `limit`.
   * @param collectionIds Empty: all of the library.
   * @param first Documents that come before all others, where they are among them.
   * @param onlyFirst Whether no others are wanted.
   */
  async partlyRead(
    visibility: Visibility,
    collectionIds: readonly string[],
    first: readonly string[],
    { limit, onlyFirst = false }: { limit: number; onlyFirst?: boolean },
  ): Promise<PartlyReadDocument[]> {
    const parameters: unknown[] = [[...new Set(first)], collectionIds];
    const visible = documentsInSight(visibility, 'd', parameters);
    const among =
      collectionIds.length > 0 ? `d.collection_id = ANY($2::uuid[])` : `$2::uuid[] IS NOT NULL AND c.kind = 'library'`;
    const rows = await this.source.query<Row[]>(
      `SELECT d.id AS "documentId", r.id AS "revisionId", d.title, r.coverage, r.notes, r.page_count AS "pageCount"
       FROM revisions r JOIN documents d ON d.latest_revision_id = r.id JOIN collections c ON c.id = d.collection_id
       WHERE r.partly_read AND r.state IN ('live', 'superseded') AND d.removed_at IS NULL AND ${visible} AND ${among}
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
