import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import type { GroupOrigin } from './entities/group.entity.js';
import { GroupExists, GroupNotFound, PersonNotFound } from './errors.js';
import { Groups, type ListedGroup } from './groups.js';
import { nameKey } from './name-key.js';

/** What a directory may change of a group. */
export interface OutsideGroup {
  readonly name: string;
  readonly externalId: string | null;
  /** Ids of people. */
  readonly members: readonly string[];
}

/** What came of a change: whose membership began or ended. */
export interface OutsideChange {
  readonly isChanged: boolean;
  readonly joined: readonly string[];
  readonly left: readonly string[];
}

/** Who joined which group, and who left. */
export interface Membership {
  readonly group: string;
  readonly isMember: boolean;
}

/**
 * Groups that are kept elsewhere: by a directory that provisions people, or by the claims of an identity provider. Each keeps
 * those of its own origin alone; groups that were made here are none of theirs.
 */
@Injectable()
export class OutsideGroups {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly groups: Groups,
  ) {}

  /** In order of name. */
  async list(origin: GroupOrigin): Promise<ListedGroup[]> {
    return (await this.groups.list()).filter((group) => group.origin === origin);
  }

  /** @throws GroupNotFound, also for one of another origin. */
  async show(origin: GroupOrigin, id: string): Promise<ListedGroup> {
    const group = await this.groups.show(id);
    if (group.origin !== origin) throw new GroupNotFound();
    return group;
  }

  /** @returns The new group's id. @throws GroupExists, PersonNotFound */
  async add(manager: EntityManager, origin: GroupOrigin, group: OutsideGroup): Promise<string> {
    const id = await this.groups.add(manager, group.name, { origin, externalId: group.externalId });
    await this.setMembers(manager, origin, id, [], group.members);
    return id;
  }

  /**
   * Change a group as a whole, within the caller's transaction; two changes at once follow one another.
   * @param next What it is to be, from what it is.
   * @throws GroupNotFound, GroupExists, PersonNotFound
   */
  async change(
    manager: EntityManager,
    origin: GroupOrigin,
    id: string,
    next: (now: OutsideGroup) => OutsideGroup,
  ): Promise<OutsideChange> {
    const [row] = await manager.query<{ name: string; externalId: string | null }[]>(
      `SELECT name, external_id AS "externalId" FROM access_groups
       WHERE id = $1 AND origin = $2 AND removed_at IS NULL FOR UPDATE`,
      [id, origin],
    );
    if (!row) throw new GroupNotFound();
    const held = await manager.query<{ id: string }[]>(
      `SELECT user_id AS id FROM access_group_members WHERE group_id = $1 AND to_seq IS NULL`,
      [id],
    );
    const now = { ...row, members: held.map((member) => member.id) };
    const then = next(now);
    const isRenamed = then.name.trim() !== now.name;
    if (isRenamed) await this.groups.rename(manager, id, then.name, origin);
    const isOther = then.externalId !== now.externalId;
    if (isOther) await manager.query(`UPDATE access_groups SET external_id = $2 WHERE id = $1`, [id, then.externalId]);
    const changed = await this.setMembers(manager, origin, id, now.members, then.members);
    return { ...changed, isChanged: isRenamed || isOther };
  }

  /** @throws GroupNotFound */
  async remove(manager: EntityManager, origin: GroupOrigin, id: string): Promise<void> {
    const [found] = await manager.query<unknown[]>(
      `SELECT 1 FROM access_groups WHERE id = $1 AND origin = $2 AND removed_at IS NULL FOR UPDATE`,
      [id, origin],
    );
    if (!found) throw new GroupNotFound();
    await this.groups.remove(manager, id);
  }

  /**
   * Put somebody into exactly these groups of an origin, within the caller's transaction: groups that are not there are made,
   * and every other one of that origin is left.
   * @param onTaken Told of a name that a group of another origin has; it is passed over.
   */
  async follow(
    manager: EntityManager,
    origin: GroupOrigin,
    userId: string,
    names: readonly string[],
    onTaken: (taken: { readonly groupId: string }) => void,
  ): Promise<Membership[]> {
    const wanted: string[] = [];
    for (const name of [...names].sort()) {
      const { id, origin: kept } = await this.ensure(manager, origin, name);
      if (kept === origin) wanted.push(id);
      else onTaken({ groupId: id });
    }
    const held = await manager.query<{ id: string }[]>(
      `SELECT m.group_id AS id FROM access_group_members m JOIN access_groups g ON g.id = m.group_id
       WHERE m.user_id = $1 AND m.to_seq IS NULL AND g.origin = $2 AND g.removed_at IS NULL ORDER BY 1`,
      [userId, origin],
    );
    const changes = [
      ...held.filter(({ id }) => !wanted.includes(id)).map(({ id }) => ({ group: id, isMember: false })),
      ...wanted.map((group) => ({ group, isMember: true })),
    ];
    const done: Membership[] = [];
    for (const change of changes)
      if (await this.groups.setMember(manager, change.group, userId, change.isMember, origin)) done.push(change);
    return done;
  }

  private async ensure(
    manager: EntityManager,
    origin: GroupOrigin,
    name: string,
  ): Promise<{ id: string; origin: GroupOrigin }> {
    const find = async () => {
      const [found] = await manager.query<{ id: string; origin: GroupOrigin }[]>(
        `SELECT id, origin FROM access_groups WHERE name_key = $1 AND removed_at IS NULL`,
        [nameKey(name)],
      );
      return found;
    };
    const found = await find();
    if (found) return found;
    try {
      return { id: await this.groups.add(manager, name, { origin, externalId: null }), origin };
    } catch (error) {
      // Somebody else who signs in made it just now.
      const theirs = error instanceof GroupExists ? await find() : undefined;
      if (!theirs) throw error;
      return theirs;
    }
  }

  private async setMembers(
    manager: EntityManager,
    origin: GroupOrigin,
    id: string,
    now: readonly string[],
    then: readonly string[],
  ): Promise<OutsideChange> {
    const joined = [...new Set(then)].filter((one) => !now.includes(one)).sort();
    const left = now.filter((one) => !then.includes(one)).sort();
    const people = await manager.query<{ id: string }[]>(
      `SELECT id FROM users WHERE id = ANY($1::uuid[]) AND kind = 'person'`,
      [joined],
    );
    if (people.length < joined.length) throw new PersonNotFound();
    for (const one of left) await this.groups.setMember(manager, id, one, false, origin);
    for (const one of joined) await this.groups.setMember(manager, id, one, true, origin);
    return { isChanged: false, joined, left };
  }
}
