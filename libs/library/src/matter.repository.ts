import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Visibility } from '#knowledge';
import { DataSource, type EntityManager } from 'typeorm';
import { MatterClosed, MatterExists, MatterNotFound } from './errors.js';
import { documentsInSight } from './visibility-sql.js';

/** A client or matter number with its name. */
export interface Matter {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly createdAt: Date;
  /** Since when nothing is put under it any more; null: it is open. */
  readonly closedAt: Date | null;
}

/** What is absent stays. */
export interface MatterChange {
  readonly number?: string | undefined;
  readonly name?: string | undefined;
  readonly closed?: boolean | undefined;
}

/** A document whose rows in the search index are marked with another matter than it is under. */
export interface MovedDocument {
  readonly documentId: string;
  readonly collectionId: string;
  readonly isScratch: boolean;
  readonly matterId: string | null;
}

/** Numbers are equal when they read alike: compatibility forms, case and surrounding space don't count. */
export const matterKey = (number: string): string => number.normalize('NFKC').trim().toLowerCase();

const COLUMNS = `m.id, m.number, m.name, m.created_at AS "createdAt", m.closed_at AS "closedAt"`;

/** Matters, and which documents are under them. One that somebody is barred from is to them as one that never was. */
@Injectable()
export class MatterRepository {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /** In order of number, with the documents in sight counted. */
  async list(visibility: Visibility): Promise<(Matter & { documents: number })[]> {
    const parameters: unknown[] = [visibility.deniedMatters];
    const visible = documentsInSight(visibility, 'd', parameters);
    return this.source.query(
      `SELECT ${COLUMNS}, count(d.id)::int AS documents FROM matters m
       LEFT JOIN documents d ON d.matter_id = m.id AND d.removed_at IS NULL AND ${visible}
       WHERE m.id <> ALL($1::uuid[]) GROUP BY m.id ORDER BY m.number_key`,
      parameters,
    );
  }

  /** By number or id. @throws MatterNotFound for one that is unknown or barred; the two can't be told apart. */
  async resolve(visibility: Visibility, numberOrId: string): Promise<Matter> {
    const found = await this.find(visibility, numberOrId);
    if (!found) throw new MatterNotFound(numberOrId);
    return found;
  }

  /** By number or id; null for one that is unknown or barred. */
  async find(visibility: Visibility, numberOrId: string): Promise<Matter | null> {
    const [found] = await this.source.query<Matter[]>(
      `SELECT ${COLUMNS} FROM matters m WHERE (m.number_key = $1 OR m.id::text = $2) AND m.id <> ALL($3::uuid[])
       ORDER BY m.id::text = $2 DESC LIMIT 1`,
      [matterKey(numberOrId), numberOrId.toLowerCase(), visibility.deniedMatters],
    );
    return found ?? null;
  }

  /** Whether a wall bars the reader from a matter that has or had this number; an unknown number bars nobody. */
  async isBarred(visibility: Visibility, number: string): Promise<boolean> {
    const barred = await this.source.query<unknown[]>(
      `SELECT 1 FROM matter_numbers WHERE number_key = $1 AND matter_id = ANY($2::uuid[])`,
      [matterKey(number), visibility.deniedMatters],
    );
    return barred.length > 0;
  }

  /** Whether this installation keeps matters at all. */
  async areKept(): Promise<boolean> {
    return (await this.source.query<unknown[]>(`SELECT 1 FROM matters LIMIT 1`)).length > 0;
  }

  /**
   * The matter that a question belongs to. An installation that keeps none takes any number as it is written.
   * @returns Its number as it is kept.
   * @throws MatterNotFound, MatterClosed
   */
  async ofQuestion(visibility: Visibility, number: string): Promise<string> {
    if (!(await this.areKept())) return number;
    const matter = await this.resolve(visibility, number);
    if (matter.closedAt) throw new MatterClosed(matter.number);
    return matter.number;
  }

  /**
   * A new matter. Documents whose metadata names its number, and that are under none, come under it, with all that came out of them.
   * @returns With the ids of those that name it.
   * @throws MatterExists also when the one that has the number may not be seen: numbers are given once.
   */
  async add(
    manager: EntityManager,
    number: string,
    name: string,
    at: Date,
  ): Promise<{ matter: Matter; adopted: string[] }> {
    const id = randomUUID();
    // One statement, so that whoever has the number can't give it up between being met and being named.
    const [holder] = await manager.query<[{ id: string }]>(
      `INSERT INTO matters (id, number, number_key, name, created_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (number_key) DO UPDATE SET number_key = matters.number_key RETURNING id`,
      [id, number.trim(), matterKey(number), name.trim(), at],
    );
    if (holder.id !== id) throw new MatterExists(number, holder.id);
    const [rows] = await manager.query<[{ id: string }[], number]>(
      `UPDATE documents SET matter_id = $1
       WHERE matter_id IS NULL AND lower(trim(normalize(metadata->>'matter', NFKC))) = $2 RETURNING id`,
      [id, matterKey(number)],
    );
    const matter = { id, number: number.trim(), name: name.trim(), createdAt: at, closedAt: null };
    return { matter, adopted: rows.map((row) => row.id) };
  }

  /** @throws MatterExists */
  async change(manager: EntityManager, matter: Matter, change: MatterChange, at: Date): Promise<Matter> {
    const { number = matter.number, name = matter.name, closed = matter.closedAt !== null } = change;
    const [taken] = await manager.query<{ id: string }[]>(`SELECT id FROM matters WHERE number_key = $1 AND id <> $2`, [
      matterKey(number),
      matter.id,
    ]);
    if (taken) throw new MatterExists(number, taken.id);
    const closedAt = closed ? (matter.closedAt ?? at) : null;
    await manager.query(`UPDATE matters SET number = $2, number_key = $3, name = $4, closed_at = $5 WHERE id = $1`, [
      matter.id,
      number.trim(),
      matterKey(number),
      name.trim(),
      closedAt,
    ]);
    return { ...matter, number: number.trim(), name: name.trim(), closedAt };
  }

  /**
   * Put documents, with all that came out of them, under a matter, or (null) under none.
   * @returns Those that were under another one.
   */
  async put(manager: EntityManager, documentIds: readonly string[], matterId: string | null): Promise<string[]> {
    const move = async (where: string): Promise<string[]> => {
      const [rows] = await manager.query<[{ id: string }[], number]>(
        `UPDATE documents SET matter_id = $2 WHERE ${where} AND matter_id IS DISTINCT FROM $2 RETURNING id`,
        [documentIds, matterId],
      );
      return rows.map(({ id }) => id);
    };
    // The documents first: what is being unpacked out of them meanwhile is there when the statement after looks.
    const moved = await move('id = ANY($1::uuid[])');
    const below = await move(`id IN (
      WITH RECURSIVE below AS (
        SELECT id FROM documents WHERE parent_id = ANY($1::uuid[])
        UNION SELECT d.id FROM documents d JOIN below b ON d.parent_id = b.id)
      SELECT id FROM below)`);
    return [...moved, ...below];
  }

  /** Matters that documents which are there come under, if these files are put into their places. @returns Ids. */
  async comingUnder(
    manager: EntityManager,
    collectionId: string,
    files: readonly { readonly path: string; readonly matterId?: string }[],
  ): Promise<string[]> {
    const places = files.filter(({ matterId }) => matterId !== undefined);
    if (places.length === 0) return [];
    const rows = await manager.query<{ id: string }[]>(
      `SELECT DISTINCT p.matter_id AS id FROM unnest($2::text[], $3::uuid[]) AS p(path, matter_id)
       JOIN documents d ON d.collection_id = $1 AND d.path = p.path AND d.matter_id IS DISTINCT FROM p.matter_id`,
      [collectionId, places.map(({ path }) => path), places.map(({ matterId }) => matterId)],
    );
    return rows.map(({ id }) => id);
  }

  /** Numbers of matters by id, of those that may be seen. */
  async numbersOf(visibility: Visibility, ids: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.source.query<{ id: string; number: string }[]>(
      `SELECT id, number FROM matters WHERE id = ANY($1::uuid[]) AND id <> ALL($2::uuid[])`,
      [ids, visibility.deniedMatters],
    );
    return new Map(rows.map(({ id, number }) => [id, number]));
  }

  /** Documents that the search index has under another matter. */
  unindexed(limit: number): Promise<MovedDocument[]> {
    return this.source.query(
      `SELECT d.id AS "documentId", d.collection_id AS "collectionId", c.kind = 'scratch' AS "isScratch",
         d.matter_id AS "matterId"
       FROM documents d JOIN collections c ON c.id = d.collection_id
       WHERE d.matter_id IS DISTINCT FROM d.indexed_matter_id ORDER BY d.id LIMIT ${limit}`,
    );
  }

  /** Note what the index was told; whoever moved on since is told again. */
  async markIndexed(moved: readonly MovedDocument[]): Promise<void> {
    await this.source.query(
      `UPDATE documents d SET indexed_matter_id = m.matter_id
       FROM unnest($1::uuid[], $2::uuid[]) AS m(id, matter_id) WHERE d.id = m.id`,
      [moved.map(({ documentId }) => documentId), moved.map(({ matterId }) => matterId)],
    );
  }
}
