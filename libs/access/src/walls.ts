import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { Clock } from '#knowledge';
import { DataSource, type EntityManager } from 'typeorm';
import { WallExists, WallNotFound } from './errors.js';
import { endRunning, holdSubject } from './hold-subject.js';
import { nameKey } from './name-key.js';
import type { AccessSubject } from './set-grant.js';

/** What a wall stands around. */
export interface WallObject {
  readonly kind: 'collection' | 'matter';
  readonly id: string;
}

/** A wall: whom it keeps from what, and why. */
export interface ListedWall {
  readonly id: string;
  readonly name: string;
  readonly reason: string;
  readonly createdAt: Date;
  readonly subjects: readonly (AccessSubject & { readonly name: string })[];
  readonly objects: readonly WallObject[];
}

/** What is absent stays; a list replaces the one before. */
export interface WallChange {
  readonly name?: string | undefined;
  readonly reason?: string | undefined;
  readonly subjects?: readonly AccessSubject[] | undefined;
  readonly objects?: readonly WallObject[] | undefined;
}

/** Ethical walls: whom they keep out of which matters and collections, whatever else grants it. */
@Injectable()
export class Walls {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Those that stand, in order of name. */
  async list(): Promise<ListedWall[]> {
    return this.source.query(`${LISTED} ORDER BY w.name_key`);
  }

  /** By id or name. @throws WallNotFound */
  async show(nameOrId: string): Promise<ListedWall> {
    const [found] = await this.source.query<ListedWall[]>(
      `${LISTED} AND (w.id::text = $1 OR w.name_key = $2) ORDER BY w.id::text = $1 DESC LIMIT 1`,
      [nameOrId.toLowerCase(), nameKey(nameOrId)],
    );
    if (!found) throw new WallNotFound();
    return found;
  }

  /** Build a wall; it bars from the commit on. @returns Its id. @throws WallExists, PersonNotFound, GroupNotFound */
  async build(manager: EntityManager, wall: Required<WallChange> & { name: string; reason: string }): Promise<string> {
    const id = randomUUID();
    const inserted = await manager.query<unknown[]>(
      `INSERT INTO access_walls (id, name, name_key, reason, created_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (name_key) WHERE lifted_at IS NULL DO NOTHING RETURNING id`,
      [id, wall.name.trim(), nameKey(wall.name), wall.reason.trim(), this.clock.now()],
    );
    if (inserted.length === 0) throw new WallExists(wall.name);
    await this.stand(manager, id, wall.subjects ?? [], wall.objects ?? []);
    return id;
  }

  /** Whoever is barred from more than before loses what they have running. @throws WallNotFound, WallExists */
  async change(manager: EntityManager, id: string, change: WallChange): Promise<void> {
    const before = await this.held(manager, id);
    const { name = before.name, reason = before.reason, subjects = before.subjects, objects = before.objects } = change;
    const [taken] = await manager.query<unknown[]>(
      `SELECT 1 FROM access_walls WHERE name_key = $1 AND lifted_at IS NULL AND id <> $2`,
      [nameKey(name), id],
    );
    if (taken) throw new WallExists(name);
    await manager.query(`UPDATE access_walls SET name = $2, name_key = $3, reason = $4 WHERE id = $1`, [
      id,
      name.trim(),
      nameKey(name),
      reason.trim(),
    ]);
    await this.stand(manager, id, subjects, objects);
  }

  /** Take a wall down. The history keeps it. @throws WallNotFound */
  async lift(manager: EntityManager, id: string): Promise<void> {
    await this.held(manager, id);
    await this.stand(manager, id, [], []);
    await manager.query(`UPDATE access_walls SET lifted_at = $2 WHERE id = $1`, [id, this.clock.now()]);
  }

  private async held(manager: EntityManager, id: string): Promise<ListedWall> {
    const [held] = await manager.query<unknown[]>(
      `SELECT 1 FROM access_walls WHERE id = $1 AND lifted_at IS NULL FOR UPDATE`,
      [id],
    );
    const [wall] = held ? await manager.query<ListedWall[]>(`${LISTED} AND w.id = $1`, [id]) : [];
    if (!wall) throw new WallNotFound();
    return wall;
  }

  private async stand(
    manager: EntityManager,
    wallId: string,
    subjects: readonly AccessSubject[],
    objects: readonly WallObject[],
  ): Promise<void> {
    for (const subject of subjects) await holdSubject(manager, subject);
    await endRunning(manager, subjects);
    await replace(manager, 'subject', wallId, subjects);
    await replace(manager, 'object', wallId, objects);
  }
}

/** Close the rows that are not among these, and open those that are missing. */
async function replace(
  manager: EntityManager,
  side: 'subject' | 'object',
  wallId: string,
  entries: readonly { readonly kind: string; readonly id: string }[],
): Promise<void> {
  const table = `access_wall_${side}s`;
  const given = [entries.map(({ kind }) => kind), entries.map(({ id }) => id)];
  await manager.query(
    `UPDATE ${table} SET to_seq = access_change() WHERE wall_id = $1 AND to_seq IS NULL AND ${side}_id <> ALL($2::uuid[])`,
    [wallId, given[1]],
  );
  await manager.query(
    `INSERT INTO ${table} (wall_id, ${side}_kind, ${side}_id)
     SELECT DISTINCT $1::uuid, e.kind, e.id FROM unnest($2::text[], $3::uuid[]) AS e(kind, id)
     WHERE NOT EXISTS (SELECT 1 FROM ${table} t WHERE t.wall_id = $1 AND t.${side}_id = e.id AND t.to_seq IS NULL)`,
    [wallId, ...given],
  );
}

const LISTED = `SELECT w.id, w.name, w.reason, w.created_at AS "createdAt",
    (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', s.subject_kind, 'id', s.subject_id, 'name', coalesce(u.name, g.name, ''))
       ORDER BY coalesce(u.name, g.name), s.subject_id), '[]')
     FROM access_wall_subjects s LEFT JOIN users u ON u.id = s.subject_id LEFT JOIN access_groups g ON g.id = s.subject_id
     WHERE s.wall_id = w.id AND s.to_seq IS NULL) AS subjects,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', o.object_kind, 'id', o.object_id) ORDER BY o.object_kind, o.object_id), '[]')
     FROM access_wall_objects o WHERE o.wall_id = w.id AND o.to_seq IS NULL) AS objects
  FROM access_walls w WHERE w.lifted_at IS NULL`;
