import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AccessPolicy, type ListedGroup, type OutsideGroup, OutsideGroups, PersonNotFound } from '#access';
import { AuditLog, type LogEvent } from '#audit';
import type { ScimGroup, ScimGroupQuery, ScimPatch } from '#contracts';
import type { Principal } from '#knowledge';
import { DataSource, type EntityManager } from 'typeorm';
import { RequestInvalid } from '../http/http-errors.js';
import { patchGroup } from './patch-group.js';

const ACTION = 'manage groups, grants and walls';
const ORIGIN = 'scim';

/**
 * Groups that a directory keeps. What they may see is granted here, by administrators; a directory sees and changes the groups
 * that it made, and no other.
 */
@Injectable()
export class ScimGroupsDesk {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly access: AccessPolicy,
    private readonly groups: OutsideGroups,
    private readonly log: AuditLog,
  ) {}

  /** @throws NotAllowed, RequestInvalid for filters other than `attribute eq "value"`. */
  async list(principal: Principal, { filter, startIndex, count }: ScimGroupQuery) {
    this.access.require(principal, ACTION);
    const all = await this.groups.list(ORIGIN);
    const found = filter === undefined ? all : all.filter(filterOf(filter));
    const start = Math.max(1, startIndex);
    return { total: found.length, start, groups: found.slice(start - 1, start - 1 + count) };
  }

  /** @throws NotAllowed, GroupNotFound */
  async show(principal: Principal, id: string): Promise<ListedGroup> {
    this.access.require(principal, ACTION);
    return this.groups.show(ORIGIN, id);
  }

  /** @throws NotAllowed, GroupExists, RequestInvalid for members that are nobody. */
  async add(principal: Principal, body: ScimGroup): Promise<ListedGroup> {
    this.access.require(principal, ACTION);
    const group = groupOf(body);
    const id = await this.change(principal, async (manager) => {
      const made = await this.groups.add(manager, ORIGIN, group);
      const joined = group.members.map((person) => membership(made, person, true));
      return [made, [{ kind: 'group.added', subject: { group: made, origin: ORIGIN } }, ...joined]];
    });
    return this.groups.show(ORIGIN, id);
  }

  /** @throws NotAllowed, GroupNotFound, GroupExists, RequestInvalid */
  async replace(principal: Principal, id: string, body: ScimGroup): Promise<ListedGroup> {
    return this.alter(principal, id, () => groupOf(body));
  }

  /** @throws NotAllowed, GroupNotFound, GroupExists, RequestInvalid */
  async patch(principal: Principal, id: string, patch: ScimPatch): Promise<ListedGroup> {
    return this.alter(principal, id, (now) => patchGroup(now, patch));
  }

  /** @throws NotAllowed, GroupNotFound */
  async remove(principal: Principal, id: string): Promise<void> {
    this.access.require(principal, ACTION);
    await this.change(principal, async (manager) => {
      await this.groups.remove(manager, ORIGIN, id);
      return [id, [{ kind: 'group.removed', subject: { group: id, origin: ORIGIN } }]];
    });
  }

  private async alter(
    principal: Principal,
    id: string,
    next: (now: OutsideGroup) => OutsideGroup,
  ): Promise<ListedGroup> {
    this.access.require(principal, ACTION);
    await this.change(principal, async (manager) => {
      const { isChanged, joined, left } = await this.groups.change(manager, ORIGIN, id, next);
      return [
        id,
        [
          ...(isChanged ? [{ kind: 'group.renamed', subject: { group: id, origin: ORIGIN } }] : []),
          ...left.map((person) => membership(id, person, false)),
          ...joined.map((person) => membership(id, person, true)),
        ],
      ];
    });
    return this.groups.show(ORIGIN, id);
  }

  /** Run a change with its log entries, last, in one transaction. */
  private async change(
    { userId }: Principal,
    work: (manager: EntityManager) => Promise<readonly [id: string, entries: readonly Entry[]]>,
  ): Promise<string> {
    try {
      return await this.source.transaction(async (manager) => {
        const [id, entries] = await work(manager);
        if (entries.length === 0) return id;
        const version = await this.access.change(manager);
        const [first, ...more] = entries.map(({ kind, subject }): LogEvent => {
          return { kind, actor: userId, subject: { ...subject, version } };
        });
        await this.log.append([first!, ...more], manager);
        return id;
      });
    } catch (error) {
      if (error instanceof PersonNotFound) throw new RequestInvalid('members: one of them is nobody here.');
      throw error;
    }
  }
}

type Entry = Pick<LogEvent, 'kind' | 'subject'>;

const membership = (group: string, person: string, member: boolean): Entry => {
  return { kind: 'group.member_changed', subject: { group, person, member, origin: ORIGIN } };
};

const groupOf = ({ displayName, externalId, members }: ScimGroup): OutsideGroup => ({
  ...{ name: displayName, externalId: externalId ?? null },
  members: [...new Set((members ?? []).map(({ value }) => value.toLowerCase()))],
});

const FIELDS: Readonly<Record<string, (group: ListedGroup, wanted: string) => boolean>> = {
  displayname: ({ name }, wanted) => name.toLowerCase() === wanted.toLowerCase(),
  externalid: ({ externalId }, wanted) => externalId === wanted,
  id: ({ id }, wanted) => id === wanted.toLowerCase(),
  members: ({ members }, wanted) => members.some(({ id }) => id === wanted.toLowerCase()),
};

/** @throws RequestInvalid */
function filterOf(filter: string): (group: ListedGroup) => boolean {
  const [, name = '', value = ''] = /^\s*(\w+)(?:\.value)?\s+eq\s+"([^"]*)"\s*$/i.exec(filter) ?? [];
  const field = Object.hasOwn(FIELDS, name.toLowerCase()) ? FIELDS[name.toLowerCase()] : undefined;
  if (!field)
    throw new RequestInvalid(
      'Only filters of the form displayName eq "…" are understood (also externalId, id, members).',
    );
  return (group) => field(group, value);
}
