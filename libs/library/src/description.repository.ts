import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Metadata } from '#knowledge';
import { DataSource, type EntityManager } from 'typeorm';
import { RevisionDescriptionEntity } from './entities/description.entity.js';
import type { ProposedValue } from './proposed-value.js';

/** Metadata that a model proposed for a revision, each value with the words it was read from. */
export interface RevisionDescription {
  readonly revisionId: string;
  readonly values: readonly ProposedValue[];
  readonly model: { readonly name: string; readonly sha256: string | null };
  readonly at: Date;
}

/** A description that the search index does not know yet, with what its rows need. */
export interface UnindexedDescription {
  readonly revisionId: string;
  readonly collectionId: string;
  readonly isScratch: boolean;
  readonly title: string;
  readonly metadata: Metadata;
  readonly receivedAt: Date;
  readonly values: readonly ProposedValue[];
}

/** What models read out of revisions. Nothing here overrides what a person or the file itself said. */
@Injectable()
export class DescriptionRepository {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /** The finished description of a revision; null while there is none. */
  async find(revisionId: string): Promise<RevisionDescription | null> {
    const row = await this.source.getRepository(RevisionDescriptionEntity).findOneBy({ revisionId, state: 'done' });
    if (!row) return null;
    const model = { name: row.modelName ?? '', sha256: row.modelSha256 };
    return { revisionId, values: row.values, model, at: row.updatedAt };
  }

  /** Current revisions of the library that no model has read (or finished reading), newest first. */
  async pending(limit: number): Promise<string[]> {
    const rows = await this.source.query<{ id: string }[]>(
      `SELECT r.id FROM revisions r JOIN documents d ON d.current_revision_id = r.id
       JOIN collections c ON c.id = d.collection_id AND c.kind = 'library'
       LEFT JOIN revision_descriptions p ON p.revision_id = r.id
       WHERE r.state = 'live' AND r.chunk_count > 0 AND d.removed_at IS NULL AND (p.state IS NULL OR p.state = 'begun')
       ORDER BY r.live_at DESC, r.id LIMIT ${limit}`,
    );
    return rows.map((row) => row.id);
  }

  /** The first so many UTF-16 units of a revision's text, cut at white space where there is some; empty when it has none. */
  async beginningOf(revisionId: string, units: number): Promise<string> {
    const [row] = await this.source.query<{ text: string }[]>(
      `SELECT left(text, $2) AS text FROM revision_texts WHERE revision_id = $1`,
      [revisionId, units + 1],
    );
    const text = row?.text ?? '';
    if (text.length <= units) return text;
    const end = text.lastIndexOf(' ', units);
    return text.slice(0, end > units / 2 ? end : units).toWellFormed();
  }

  /** Count one more beginning. @returns The count, this one included; null when the revision was read to the end before. */
  async begin(revisionId: string): Promise<number | null> {
    const rows = await this.source.query<{ attempts: number }[]>(
      `INSERT INTO revision_descriptions AS p (revision_id, state, attempts, updated_at)
       SELECT id, 'begun', 1, now() FROM revisions WHERE id = $1 AND state = 'live'
       ON CONFLICT (revision_id) DO UPDATE SET attempts = p.attempts + 1, updated_at = now() WHERE p.state = 'begun'
       RETURNING attempts`,
      [revisionId],
    );
    return rows[0]?.attempts ?? null;
  }

  async save(
    manager: EntityManager,
    revisionId: string,
    model: RevisionDescription['model'],
    values: readonly ProposedValue[],
  ): Promise<void> {
    await manager.update(
      RevisionDescriptionEntity,
      { revisionId },
      {
        ...{ state: 'done', modelName: model.name, modelSha256: model.sha256, values: [...values] },
        ...{ inIndex: values.length === 0, updatedAt: new Date() },
      },
    );
  }

  /** Stop trying: the document goes without. */
  async giveUp(revisionId: string): Promise<void> {
    await this.source
      .getRepository(RevisionDescriptionEntity)
      .update({ revisionId }, { state: 'failed', updatedAt: new Date() });
  }

  /** Descriptions that the search index has not been told. */
  unindexed(limit: number): Promise<UnindexedDescription[]> {
    return this.source.query(
      `SELECT r.id AS "revisionId", d.collection_id AS "collectionId", c.kind = 'scratch' AS "isScratch", r.title, r.metadata, r.created_at AS "receivedAt", p."values"
       FROM revision_descriptions p JOIN revisions r ON r.id = p.revision_id JOIN documents d ON d.id = r.document_id
       JOIN collections c ON c.id = d.collection_id
       WHERE p.state = 'done' AND NOT p.in_index ORDER BY r.id LIMIT ${limit}`,
    );
  }

  async markIndexed(revisionIds: readonly string[]): Promise<void> {
    await this.source.query(`UPDATE revision_descriptions SET in_index = true WHERE revision_id = ANY($1::uuid[])`, [
      revisionIds,
    ]);
  }
}
