import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { Clock } from '#knowledge';
import { DataSource, type EntityManager } from 'typeorm';
import type { GroupOrigin } from './entities/group.entity.js';
import { GroupExists, GroupKeptOutside, GroupNotFound } from './errors.js';
import { endRunning, holdSubject } from './hold-subject.js';
import { nameKey } from './name-key.js';

/** A group with who is in it. */
export interface ListedGroup {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly origin: GroupOrigin;
  /** What a directory calls it. */
  readonly externalId: string | null;
  /** In order of name; suspended people too. */
  readonly members: readonly { readonly id: string; readonly name: string }[];
}

/** Groups of people, which grants and walls may be about as about one person. */
@Injectable()
export class Groups {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly clock: Clock,
  ) {}

  /** In order of name. */
  list(): Promise<ListedGroup[]> {
    return this.source.query(`${LISTED} GROUP BY g.id ORDER BY g.name_key`);
  }

  /** By id or name. @throws GroupNotFound */
  async show(nameOrId: string): Promise<ListedGroup> {
    const [found] = await this.source.query<ListedGroup[]>(
      `${LISTED} AND (g.id::text = $1 OR g.name_key = $2) GROUP BY g.id ORDER BY g.id::text = $1 DESC LIMIT 1`,
      [nameOrId.toLowerCase(), nameKey(nameOrId)],
    );
    if (!found) throw new GroupNotFound();
    return found;
  }

  /** @returns The new group's id. @throws GroupExists */
  async add(
    manager: EntityManager,
    name: string,
    { origin, externalId }: { readonly origin: GroupOrigin; readonly externalId: string | null } = MADE_HERE,
  ): Promise<string> {
    const id = randomUUID();
    const inserted = await manager.query<unknown[]>(
      `INSERT INTO access_groups (id, name, name_key, created_at, origin, external_id) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (name_key) WHERE removed_at IS NULL DO NOTHING RETURNING id`,
      [id, name.trim(), nameKey(name), this.clock.now(), origin, externalId],
    );
    if (inserted.length === 0) throw new GroupExists(name);
    return id;
  }

  /** @param by Who keeps it. @throws GroupNotFound, GroupExists, GroupKeptOutside */
  async rename(manager: EntityManager, id: string, name: string, by: GroupOrigin = 'here'): Promise<void> {
    await this.hold(manager, id, by);
    const [taken] = await manager.query<unknown[]>(
      `SELECT 1 FROM access_groups WHERE name_key = $1 AND removed_at IS NULL AND id <> $2`,
      [nameKey(name), id],
    );
    if (taken) throw new GroupExists(name);
    await manager.query(`UPDATE access_groups SET name = $2, name_key = $3 WHERE id = $1`, [
      id,
      name.trim(),
      nameKey(name),
    ]);
  }

  /**
   * Put somebody into a group or take them out, within the caller's transaction. What they have running ends, because a
   * group may bring walls and take grants away.
   * @param by Who keeps the group.
   * @returns Whether anything is other than before.
   * @throws GroupNotFound, PersonNotFound, GroupKeptOutside
   */
  async setMember(
    manager: EntityManager,
    id: string,
    userId: string,
    isMember: boolean,
    by: GroupOrigin = 'here',
  ): Promise<boolean> {
    await this.hold(manager, id, by);
    await holdSubject(manager, { kind: 'person', id: userId });
    const [found] = await manager.query<unknown[]>(
      `SELECT 1 FROM access_group_members WHERE group_id = $1 AND user_id = $2 AND to_seq IS NULL`,
      [id, userId],
    );
    if ((found !== undefined) === isMember) return false;
    await endRunning(manager, [{ kind: 'person', id: userId }]);
    await manager.query(
      isMember
        ? `INSERT INTO access_group_members (group_id, user_id) VALUES ($1, $2)`
        : `UPDATE access_group_members SET to_seq = access_change() WHERE group_id = $1 AND user_id = $2 AND to_seq IS NULL`,
      [id, userId],
    );
    return true;
  }

  /** Remove a group with its memberships and grants, and from walls. The history keeps all of it. @throws GroupNotFound */
  async remove(manager: EntityManager, id: string): Promise<void> {
    await holdSubject(manager, { kind: 'group', id });
    await endRunning(manager, [{ kind: 'group', id }]);
    const close = (table: string, column: string) =>
      manager.query(`UPDATE ${table} SET to_seq = access_change() WHERE ${column} = $1 AND to_seq IS NULL`, [id]);
    await close('access_group_members', 'group_id');
    await close('access_grants', 'subject_id');
    await close('access_wall_subjects', 'subject_id');
    await manager.query(`UPDATE access_groups SET removed_at = $2 WHERE id = $1`, [id, this.clock.now()]);
  }

  private async hold(manager: EntityManager, id: string, by: GroupOrigin): Promise<void> {
    await holdSubject(manager, { kind: 'group', id });
    const [found] = await manager.query<{ origin: GroupOrigin }[]>(`SELECT origin FROM access_groups WHERE id = $1`, [
      id,
    ]);
    if (found?.origin !== by) throw new GroupKeptOutside();
  }
}

const MADE_HERE = { origin: 'here', externalId: null } as const;

const LISTED = `SELECT g.id, g.name, g.created_at AS "createdAt", g.origin, g.external_id AS "externalId",
    coalesce(jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name) ORDER BY u.name, u.id) FILTER (WHERE u.id IS NOT NULL), '[]') AS members
  FROM access_groups g LEFT JOIN access_group_members m ON m.group_id = g.id AND m.to_seq IS NULL
  LEFT JOIN users u ON u.id = m.user_id WHERE g.removed_at IS NULL`;
