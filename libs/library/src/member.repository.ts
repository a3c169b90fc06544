import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { RevisionState, Visibility } from '#knowledge';
import { DataSource, type EntityManager } from 'typeorm';
import { documentsInSight } from './visibility-sql.js';

/** Another document that one is part of, or that is part of it. */
export interface Relative {
  readonly id: string;
  readonly title: string;
  readonly path: string;
  /** State of its newest revision. */
  readonly state: RevisionState;
  readonly isRemoved: boolean;
}

/** A container among documents: how deep it lies, and what the file that was sent has unfolded to besides it. */
export interface FamilyUse {
  /** 1 for a file that was sent, 2 for a container inside it. */
  readonly depth: number;
  /** Members under the same sent file that are not below this document. */
  readonly members: number;
  readonly bytes: number;
}

/** A container as it stands while its family is held. */
export interface HeldParent {
  readonly collectionId: string;
  readonly path: string;
  readonly removedAt: Date | null;
  readonly latestRevisionId: string | null;
}

const FAMILIES = 4_210_005;

/** Documents that came out of others: files in archives, attachments of messages. */
@Injectable()
export class MemberRepository {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /**
   * Until the transaction ends, no other one unpacks, removes or restores anything that came out of the same sent file.
   * @returns The document, or null when there is none.
   */
  async hold(manager: EntityManager, documentId: string): Promise<HeldParent | null> {
    await manager.query(
      `WITH RECURSIVE up AS (
         SELECT id, parent_id FROM documents WHERE id = $1
         UNION ALL SELECT d.id, d.parent_id FROM documents d JOIN up ON d.id = up.parent_id)
       SELECT pg_advisory_xact_lock($2, hashtext(id::text)) FROM up WHERE parent_id IS NULL`,
      [documentId, FAMILIES],
    );
    const [row] = await manager.query<HeldParent[]>(
      `SELECT collection_id AS "collectionId", path, removed_at AS "removedAt", latest_revision_id AS "latestRevisionId"
       FROM documents WHERE id = $1`,
      [documentId],
    );
    return row ?? null;
  }

  /** The same for many documents that came out of no other. */
  async holdAll(manager: EntityManager, roots: readonly string[]): Promise<void> {
    await manager.query(
      `SELECT pg_advisory_xact_lock($2, hashtext(id::text)) FROM unnest($1::uuid[]) WITH ORDINALITY AS d(id, place) ORDER BY place`,
      [[...roots].sort(), FAMILIES],
    );
  }

  async use(documentId: string, manager: EntityManager = this.source.manager): Promise<FamilyUse> {
    const [row] = await manager.query<{ depth: number; members: number; bytes: string }[]>(
      `WITH RECURSIVE up AS (
         SELECT id, parent_id, 1 AS depth FROM documents WHERE id = $1
         UNION ALL SELECT d.id, d.parent_id, up.depth + 1 FROM documents d JOIN up ON d.id = up.parent_id
       ), below AS (
         SELECT d.id, d.latest_revision_id FROM documents d JOIN up ON d.parent_id = up.id
         WHERE up.parent_id IS NULL AND up.id <> $1 AND d.removed_at IS NULL
         UNION ALL
         SELECT d.id, d.latest_revision_id FROM documents d JOIN below b ON d.parent_id = b.id
         WHERE d.parent_id <> $1 AND d.removed_at IS NULL
       )
       SELECT COALESCE((SELECT max(depth) FROM up), 1)::int AS depth, count(b.id)::int AS members,
              COALESCE(sum(r.size_bytes), 0) AS bytes
       FROM below b JOIN revisions r ON r.id = b.latest_revision_id`,
      [documentId],
    );
    return { depth: row!.depth, members: row!.members, bytes: Number(row!.bytes) };
  }

  /** Members that a container has in the library and that are not among these paths. */
  async others(manager: EntityManager, parentId: string, paths: readonly string[]): Promise<string[]> {
    const rows = await manager.query<{ id: string }[]>(
      `SELECT id FROM documents WHERE parent_id = $1 AND removed_at IS NULL AND path <> ALL($2::text[]) ORDER BY path`,
      [parentId, paths],
    );
    return rows.map((row) => row.id);
  }

  /**
   * Everything below these documents, at any depth, that was removed at one moment, or (null) that is not removed.
   * Nothing below a document that stands otherwise is looked at.
   */
  async below(manager: EntityManager, ids: readonly string[], removedAt: Date | null): Promise<string[]> {
    const rows = await manager.query<{ id: string }[]>(
      `WITH RECURSIVE below AS (
         SELECT id FROM documents WHERE parent_id = ANY($1::uuid[]) AND removed_at IS NOT DISTINCT FROM $2
         UNION SELECT d.id FROM documents d JOIN below b ON d.parent_id = b.id WHERE d.removed_at IS NOT DISTINCT FROM $2)
       SELECT id FROM below`,
      [ids, removedAt],
    );
    return rows.map((row) => row.id);
  }

  /** What a document is part of, and what is directly part of it, by path; only what may be seen. */
  async relatives(visibility: Visibility, id: string): Promise<{ parent: Relative | null; members: Relative[] }> {
    const parameters: unknown[] = [id];
    const visible = documentsInSight(visibility, 'd', parameters);
    const rows = await this.source.query<(Relative & { isParent: boolean })[]>(
      `SELECT d.id, d.title, d.path, r.state, d.removed_at IS NOT NULL AS "isRemoved", d.parent_id IS DISTINCT FROM $1 AS "isParent"
       FROM documents d JOIN revisions r ON r.id = d.latest_revision_id
       WHERE (d.parent_id = $1 OR d.id = (SELECT parent_id FROM documents WHERE id = $1)) AND ${visible} ORDER BY d.path`,
      parameters,
    );
    const plain = ({ id, title, path, state, isRemoved }: Relative): Relative => ({
      id,
      title,
      path,
      state,
      isRemoved,
    });
    const parent = rows.find(({ isParent }) => isParent);
    return { parent: parent ? plain(parent) : null, members: rows.filter(({ isParent }) => !isParent).map(plain) };
  }
}
