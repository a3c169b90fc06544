import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { ClausePlace, Passage, Span, Visibility } from '#knowledge';
import { DataSource } from 'typeorm';
import { RevisionTextEntity } from './entities/text.entity.js';
import { RevisionHasNoText, RevisionNotFound } from './errors.js';
import type { RevisionRecord } from './records.js';
import { toRevision } from './records.js';
import { RevisionEntity } from './entities/revision.entity.js';
import { isCurrent } from './is-current.js';
import { documentsInSight, fewDocumentsInSight } from './visibility-sql.js';

/** A stored passage before anyone has ranked it. */
export type StoredPassage = Omit<Passage, 'score' | 'scores'>;

/** A stored passage with its place among those of its revision, from 0. */
export type PlacedPassage = StoredPassage & { readonly ordinal: number };

/** The stored text of a revision with what a reader needs around it. */
export interface RevisionText {
  readonly revision: RevisionRecord;
  readonly collectionId: string;
  readonly isSuperseded: boolean;
  readonly text: string;
  readonly sha256: string;
  readonly pages: RevisionTextEntity['pages'];
}

/** How a revision stands today. */
export interface RevisionPresent {
  readonly revisionId: string;
  readonly documentId: string;
  /** Whether it is the current one no more. */
  readonly isSuperseded: boolean;
  /** Whether its document was removed. */
  readonly isRemoved: boolean;
  /** The revision that stands in its place; null when it stands itself, or its document is gone. */
  readonly presentRevisionId: string | null;
  readonly presentNumber: number | null;
}

interface PassageRow {
  chunkId: string;
  collectionId: string;
  documentId: string;
  revisionId: string;
  revision: number;
  title: string;
  path: string;
  mediaType: string;
  page: number;
  lastPage: number;
  headingPath: string[];
  clauses: ClausePlace[];
  text: string;
  start: number;
  end: number;
  isSuperseded: boolean;
}

const PASSAGE = `k.id AS "chunkId", d.collection_id AS "collectionId", d.id AS "documentId", r.id AS "revisionId",
  r.number AS revision, r.title, d.path, r.media_type AS "mediaType", k.page, k.last_page AS "lastPage", k.heading_path AS "headingPath", k.clauses, k.text, k.start_offset AS start,
  k.end_offset AS "end", r.valid_to IS NOT NULL AS "isSuperseded"`;
const OF_DOCUMENTS = `JOIN revisions r ON r.id = k.revision_id JOIN documents d ON d.id = r.document_id`;

function toPassage<R extends PassageRow>({ start, end, ...row }: R): Omit<R, 'start' | 'end'> & { span: Span } {
  return { ...row, span: { start, end } };
}

/** Chunks and texts of revisions as PostgreSQL holds them: what a search found is decided on here. */
@Injectable()
export class PassageRepository {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /**
   * Chunks by id as PostgreSQL knows them: only what may be seen and is current (or was, as of a library change).
   * The index may run behind; this is the second, deciding look.
   */
  async hydrate(
    visibility: Visibility,
    chunkIds: readonly string[],
    asOf: number | null,
  ): Promise<Map<string, StoredPassage>> {
    if (chunkIds.length === 0) return new Map();
    const parameters: unknown[] = [chunkIds, asOf];
    const { condition, admits } = fewDocumentsInSight(visibility, 'd', parameters);
    const rows = await this.source.query<(PassageRow & { matterId: string | null })[]>(
      `SELECT ${PASSAGE}, d.matter_id AS "matterId" FROM chunks k ${OF_DOCUMENTS}
       WHERE k.id = ANY($1::text[]) AND ${condition} AND ${isCurrent('$2')}`,
      parameters,
    );
    const seen = rows.filter(admits).map(({ matterId: _matterId, ...row }) => row);
    return new Map(seen.map((row) => [row.chunkId, toPassage(row)]));
  }

  /**
   * Chunks with those before and after them in their revision, by revision and in reading order, under the same rules.
   * @param reach How many on each side.
   */
  async around(
    visibility: Visibility,
    chunkIds: readonly string[],
    reach: { readonly before: number; readonly after: number },
    asOf: number | null,
  ): Promise<PlacedPassage[]> {
    if (chunkIds.length === 0) return [];
    const parameters: unknown[] = [chunkIds, asOf, reach.before, reach.after];
    const visible = documentsInSight(visibility, 'd', parameters);
    const rows = await this.source.query<(PassageRow & { ordinal: number })[]>(
      `SELECT ${PASSAGE}, k.ordinal FROM chunks k ${OF_DOCUMENTS}
       WHERE EXISTS (SELECT 1 FROM chunks hit WHERE hit.id = ANY($1::text[]) AND hit.revision_id = k.revision_id
                       AND k.ordinal BETWEEN hit.ordinal - $3::integer AND hit.ordinal + $4::integer)
         AND ${visible} AND ${isCurrent('$2')}
       ORDER BY r.id, k.ordinal`,
      parameters,
    );
    return rows.map(toPassage);
  }

  /** Where the pages of revisions that may be seen begin and end in their stored texts, by id; others are absent. */
  async pagesOf(
    visibility: Visibility,
    revisionIds: readonly string[],
  ): Promise<ReadonlyMap<string, RevisionTextEntity['pages']>> {
    if (revisionIds.length === 0) return new Map();
    const parameters: unknown[] = [[...new Set(revisionIds)]];
    const visible = documentsInSight(visibility, 'd', parameters);
    const rows = await this.source.query<{ id: string; pages: RevisionTextEntity['pages'] }[]>(
      `SELECT r.id, t.pages FROM revisions r JOIN documents d ON d.id = r.document_id JOIN revision_texts t ON t.revision_id = r.id
       WHERE r.id = ANY($1::uuid[]) AND ${visible}`,
      parameters,
    );
    return new Map(rows.map(({ id, pages }) => [id, pages]));
  }

  /** Media types of the files of revisions that may be seen, by id; others are absent. */
  async mediaTypesOf(visibility: Visibility, revisionIds: readonly string[]): Promise<Map<string, string>> {
    const parameters: unknown[] = [[...new Set(revisionIds)]];
    const visible = documentsInSight(visibility, 'd', parameters);
    const rows = await this.source.query<{ id: string; mediaType: string }[]>(
      `SELECT r.id, r.media_type AS "mediaType" FROM revisions r JOIN documents d ON d.id = r.document_id
       WHERE r.id = ANY($1::uuid[]) AND ${visible}`,
      parameters,
    );
    return new Map(rows.map(({ id, mediaType }) => [id, mediaType]));
  }

  /** How revisions that may be seen stand today, by id; others are absent. */
  async presentOf(visibility: Visibility, revisionIds: readonly string[]): Promise<Map<string, RevisionPresent>> {
    const parameters: unknown[] = [[...new Set(revisionIds)]];
    const visible = documentsInSight(visibility, 'd', parameters);
    const rows = await this.source.query<RevisionPresent[]>(
      `SELECT r.id AS "revisionId", d.id AS "documentId", r.valid_to IS NOT NULL AS "isSuperseded", d.removed_at IS NOT NULL AS "isRemoved",
              CASE WHEN d.removed_at IS NULL AND n.id <> r.id THEN n.id END AS "presentRevisionId",
              CASE WHEN d.removed_at IS NULL AND n.id <> r.id THEN n.number END AS "presentNumber"
       FROM revisions r JOIN documents d ON d.id = r.document_id LEFT JOIN revisions n ON n.id = d.current_revision_id
       WHERE r.id = ANY($1::uuid[]) AND ${visible}`,
      parameters,
    );
    return new Map(rows.map((row) => [row.revisionId, row]));
  }

  /** The text of any revision that may be seen, superseded and removed ones too: what was cited stays readable. */
  async textOf(visibility: Visibility, revisionId: string): Promise<RevisionText> {
    const { revision, collectionId } = await this.revision(visibility, revisionId);
    const stored = await this.source.getRepository(RevisionTextEntity).findOneBy({ revisionId });
    if (!stored) throw new RevisionHasNoText();
    const { text, sha256, pages } = stored;
    return { revision, collectionId, isSuperseded: revision.state === 'superseded', text, sha256, pages };
  }

  /** @throws RevisionNotFound also when it may not be seen. */
  async revision(
    visibility: Visibility,
    revisionId: string,
  ): Promise<{ revision: RevisionRecord; collectionId: string }> {
    const parameters: unknown[] = [revisionId];
    const visible = documentsInSight(visibility, 'd', parameters);
    const [seen] = await this.source.query<{ collectionId: string }[]>(
      `SELECT d.collection_id AS "collectionId" FROM revisions r JOIN documents d ON d.id = r.document_id WHERE r.id = $1 AND ${visible}`,
      parameters,
    );
    const row = seen && (await this.source.getRepository(RevisionEntity).findOneBy({ id: revisionId }));
    if (!row) throw new RevisionNotFound();
    return { revision: toRevision(row), collectionId: seen.collectionId };
  }
}
