import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AccessPolicy, Grants, Groups, type ListedGroup, type ListedWall, Walls } from '#access';
import { AuditLog, type LogEvent } from '#audit';
import type { BuildWall, ChangeGrant, ChangeWall, GrantQuery, HeldGrant } from '#contracts';
import { type Principal, canonicalJson, sha256Hex } from '#knowledge';
import { CollectionNotFound, CollectionRepository, DocumentNotFound } from '#library';
import { DataSource, type EntityManager } from 'typeorm';
import { ObjectNames } from './object-names.js';

const ACTION = 'manage groups, grants and walls';

/** Groups, grants and walls, for administrators: each change and its log entry land together. */
@Injectable()
export class AccessDesk {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly access: AccessPolicy,
    private readonly collections: CollectionRepository,
    private readonly groups: Groups,
    private readonly walls: Walls,
    private readonly grants: Grants,
    private readonly names: ObjectNames,
    private readonly log: AuditLog,
  ) {}

  /** @throws NotAllowed */
  async listGroups(principal: Principal): Promise<ListedGroup[]> {
    this.access.require(principal, ACTION);
    return this.groups.list();
  }

  /** @throws NotAllowed, GroupNotFound */
  async showGroup(principal: Principal, id: string): Promise<ListedGroup> {
    this.access.require(principal, ACTION);
    return this.groups.show(id);
  }

  /** @throws NotAllowed, GroupExists */
  async addGroup(principal: Principal, name: string): Promise<ListedGroup> {
    const id = await this.change(principal, async (manager) => {
      const group = await this.groups.add(manager, name);
      return [group, event('group.added', principal, { group })];
    });
    return this.groups.show(id);
  }

  /** @throws NotAllowed, GroupNotFound, GroupExists */
  async renameGroup(principal: Principal, id: string, name: string): Promise<ListedGroup> {
    await this.change(principal, async (manager) => {
      await this.groups.rename(manager, id, name);
      return [id, event('group.renamed', principal, { group: id })];
    });
    return this.groups.show(id);
  }

  /** @throws NotAllowed, GroupNotFound */
  async removeGroup(principal: Principal, id: string): Promise<void> {
    await this.change(principal, async (manager) => {
      await this.groups.remove(manager, id);
      return [id, event('group.removed', principal, { group: id })];
    });
  }

  /** @throws NotAllowed, GroupNotFound, PersonNotFound */
  async setMember(principal: Principal, id: string, person: string, isMember: boolean): Promise<ListedGroup> {
    await this.change(principal, async (manager) => {
      const isChanged = await this.groups.setMember(manager, id, person, isMember);
      return [id, isChanged ? event('group.member_changed', principal, { group: id, person, member: isMember }) : null];
    });
    return this.groups.show(id);
  }

  /** @throws NotAllowed */
  async listWalls(principal: Principal): Promise<ListedWall[]> {
    this.access.require(principal, ACTION);
    return this.walls.list();
  }

  /** @throws NotAllowed, WallNotFound */
  async showWall(principal: Principal, id: string): Promise<ListedWall> {
    this.access.require(principal, ACTION);
    return this.walls.show(id);
  }

  /** @throws NotAllowed, WallExists, PersonNotFound, GroupNotFound, CollectionNotFound, MatterNotFound */
  async buildWall(principal: Principal, wall: BuildWall): Promise<ListedWall> {
    this.access.require(principal, ACTION);
    await this.names.check(principal, wall.objects);
    const id = await this.change(principal, async (manager) => {
      const made = await this.walls.build(manager, wall);
      return [made, event('wall.built', principal, { wall: made, ...sidesOf(wall) })];
    });
    return this.walls.show(id);
  }

  /** @throws as {@link buildWall} does; WallNotFound */
  async changeWall(principal: Principal, id: string, change: ChangeWall): Promise<ListedWall> {
    this.access.require(principal, ACTION);
    await this.names.check(principal, change.objects ?? []);
    await this.change(principal, async (manager) => {
      await this.walls.change(manager, id, change);
      return [id, event('wall.changed', principal, { wall: id, ...sidesOf(change) })];
    });
    return this.walls.show(id);
  }

  /** @throws NotAllowed, WallNotFound */
  async liftWall(principal: Principal, id: string): Promise<void> {
    await this.change(principal, async (manager) => {
      await this.walls.lift(manager, id);
      return [id, event('wall.lifted', principal, { wall: id })];
    });
  }

  /** What holds now. Of documents and collections out of the asker's sight, ids stand for names. @throws NotAllowed */
  async listGrants(principal: Principal, { subject, object }: GrantQuery): Promise<HeldGrant[]> {
    this.access.require(principal, ACTION);
    const found = await this.grants.list({ subjectId: subject, objectId: object });
    const named = await this.names.of(
      principal,
      found.map((one) => one.object),
    );
    return found.map((one) => ({ ...one, object: named(one.object), since: one.since.toISOString() }));
  }

  /** @throws NotAllowed, PersonNotFound, GroupNotFound, CollectionNotFound, DocumentNotFound */
  async setGrant(principal: Principal, { subject, object, access }: ChangeGrant): Promise<void> {
    this.access.require(principal, ACTION);
    if (object.kind === 'collection') {
      const found = await this.collections.find(await this.access.overviewFor(principal), object.id);
      if (!found) throw new CollectionNotFound(object.id);
    } else if (!(await this.names.isDocument(principal, object.id))) throw new DocumentNotFound();
    await this.change(principal, async (manager) => {
      const isChanged = await this.grants.set(manager, subject, object, access);
      const about = { [subject.kind]: subject.id, [object.kind]: object.id, access };
      return [object.id, isChanged ? event('grant.changed', principal, about) : null];
    });
  }

  /** Run a change with its log entry, last, in one transaction. Null: nothing is other than before. */
  private async change(
    principal: Principal,
    work: (manager: EntityManager) => Promise<readonly [id: string, event: LogEvent | null]>,
  ): Promise<string> {
    this.access.require(principal, ACTION);
    return this.source.transaction(async (manager) => {
      const [id, entry] = await work(manager);
      if (!entry) return id;
      const version = await this.access.change(manager);
      await this.log.append([{ ...entry, subject: { ...entry.subject, version } }], manager);
      return id;
    });
  }
}

const event = (kind: string, { userId }: Principal, subject: LogEvent['subject']): LogEvent => {
  return { kind, actor: userId, subject };
};

/** Both sides as hashes of their sorted ids, each once, as far as they are named; the ids stand in the history of access. */
const sidesOf = ({ subjects, objects }: ChangeWall): LogEvent['subject'] => ({
  ...(subjects && { barred: subjects.length, barredSha256: hashOf(subjects) }),
  ...(objects && { around: objects.length, aroundSha256: hashOf(objects) }),
});

const hashOf = (entries: readonly { readonly id: string }[]): string =>
  sha256Hex(canonicalJson([...new Set(entries.map(({ id }) => id.toLowerCase()))].sort()));
