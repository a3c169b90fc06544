import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Metadata, Span, Visibility } from '#knowledge';
import { DataSource } from 'typeorm';
import { isCurrent } from './is-current.js';
import type { ProposedValue } from './proposed-value.js';
import { documentsInSight } from './visibility-sql.js';

/** What a revision is, apart from its words. */
export interface RevisionDescribed {
  readonly revisionId: string;
  readonly documentId: string;
  readonly collectionName: string;
  readonly mediaType: string;
  /** Number of the matter that its document is under. */
  readonly matter: string | null;
  readonly metadata: Metadata;
  readonly proposed: readonly ProposedValue[];
  readonly receivedAt: Date;
}

/** Beyond every text. */
const NO_END = 2_147_483_647;

/** What searches need to know of revisions besides their passages. */
@Injectable()
export class RevisionFactsRepository {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /** What revisions are, of those that may be seen and are current (or were, as of a library change). */
  async describe(
    visibility: Visibility,
    revisionIds: readonly string[],
    asOf: number | null,
  ): Promise<RevisionDescribed[]> {
    if (revisionIds.length === 0) return [];
    const parameters: unknown[] = [revisionIds, asOf];
    const visible = documentsInSight(visibility, 'd', parameters);
    return this.source.query(
      `SELECT r.id AS "revisionId", d.id AS "documentId", c.name AS "collectionName", r.media_type AS "mediaType", m.number AS matter, r.metadata,
              COALESCE(p."values", '[]') AS proposed, r.created_at AS "receivedAt"
       FROM revisions r JOIN documents d ON d.id = r.document_id JOIN collections c ON c.id = d.collection_id
       LEFT JOIN matters m ON m.id = d.matter_id LEFT JOIN revision_descriptions p ON p.revision_id = r.id
       WHERE r.id = ANY($1::uuid[]) AND ${visible} AND ${isCurrent('$2')}`,
      parameters,
    );
  }

  /**
   * Chunks of a revision that lie at least partly within a span, in reading order; none of a revision that may not be seen.
   * @param span Null for the whole revision.
   */
  async chunksWithin(
    visibility: Visibility,
    revisionId: string,
    span: Span | null,
    limit: number,
  ): Promise<{ chunkId: string; title: string; text: string }[]> {
    const parameters: unknown[] = [revisionId, span?.start ?? 0, span?.end ?? NO_END, limit];
    const visible = documentsInSight(visibility, 'd', parameters);
    return this.source.query(
      `SELECT k.id AS "chunkId", r.title, k.text
       FROM chunks k JOIN revisions r ON r.id = k.revision_id JOIN documents d ON d.id = r.document_id
       WHERE k.revision_id = $1 AND k.start_offset < $3 AND k.end_offset > $2 AND ${visible} ORDER BY k.ordinal LIMIT $4`,
      parameters,
    );
  }

  /** Ids of documents that may be seen and are under one of these matters, by number as people write it. */
  async documentsUnder(visibility: Visibility, matters: readonly string[]): Promise<string[]> {
    if (matters.length === 0) return [];
    const parameters: unknown[] = [matters.map((number) => number.normalize('NFKC').trim().toLowerCase())];
    const visible = documentsInSight(visibility, 'd', parameters);
    const rows = await this.source.query<{ id: string }[]>(
      `SELECT d.id FROM documents d JOIN matters m ON m.id = d.matter_id WHERE m.number_key = ANY($1::text[]) AND ${visible}`,
      parameters,
    );
    return rows.map(({ id }) => id);
  }

  /** Current revisions of the library that went live after a library change and may be seen, in that order. */
  async wentLiveAfter(
    visibility: Visibility,
    change: number,
    limit: number,
  ): Promise<{ documentId: string; revisionId: string; change: number }[]> {
    const parameters: unknown[] = [change, limit];
    const visible = documentsInSight(visibility, 'd', parameters);
    const rows = await this.source.query<{ documentId: string; revisionId: string; change: string }[]>(
      `SELECT d.id AS "documentId", r.id AS "revisionId", r.valid_from AS change
       FROM revisions r JOIN documents d ON d.id = r.document_id JOIN collections c ON c.id = d.collection_id
       WHERE r.valid_from > $1 AND r.valid_to IS NULL AND c.kind = 'library' AND ${visible}
       ORDER BY r.valid_from, r.id LIMIT $2`,
      parameters,
    );
    return rows.map((row) => ({ ...row, change: Number(row.change) }));
  }
}
