import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import {
  AccessPolicy,
  Authenticator,
  type GrantState,
  Grants,
  type IssuedSecret,
  type ListedPerson,
  People,
  PersonSuspended,
} from '#access';
import { AuditLog, type LogEvent } from '#audit';
import type { AddPerson, ChangePerson, GrantView } from '#contracts';
import type { Principal } from '#knowledge';
import { CollectionNotFound, CollectionRepository } from '#library';
import { DataSource, type EntityManager } from 'typeorm';

/** People and what they may see, for administrators: each change and its log entry land together. */
@Injectable()
export class PeopleDesk {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly access: AccessPolicy,
    private readonly people: People,
    private readonly grants: Grants,
    private readonly authenticator: Authenticator,
    private readonly collections: CollectionRepository,
    private readonly log: AuditLog,
  ) {}

  /** @throws NotAllowed */
  async list(principal: Principal): Promise<ListedPerson[]> {
    this.access.require(principal, 'manage people');
    return this.people.list();
  }

  /** @throws NotAllowed, PersonNotFound */
  async show(principal: Principal, id: string): Promise<ListedPerson> {
    this.access.require(principal, 'manage people');
    return this.people.show(id);
  }

  /** A new person and the link that signs them in. @throws NotAllowed */
  async add(principal: Principal, { name, role }: AddPerson): Promise<{ person: ListedPerson; link: IssuedSecret }> {
    this.access.require(principal, 'manage people');
    const { id, link } = await this.source.transaction(async (manager) => {
      const id = await this.people.add(manager, name, role);
      const link = await this.authenticator.issue(id, 'link', { name: 'sign-in link' }, manager);
      await this.log.append([event('person.added', principal, { person: id, role }), linkMade(principal, id)], manager);
      return { id, link };
    });
    return { person: await this.people.show(id), link };
  }

  /** @throws NotAllowed, PersonNotFound, LastAdministrator */
  async change(principal: Principal, id: string, change: ChangePerson): Promise<ListedPerson> {
    this.access.require(principal, 'manage people');
    await this.source.transaction(async (manager) => {
      const done = await this.people.change(manager, id, change);
      const subject = { person: id, ...(change.role ? { role: change.role } : {}) };
      await this.note(manager, [
        ...(done.isChanged ? [event('person.changed', principal, subject)] : []),
        ...(done.isSuspended ? [event('person.suspended', principal, { person: id })] : []),
        ...(done.isReinstated ? [event('person.reinstated', principal, { person: id })] : []),
      ]);
    });
    return this.people.show(id);
  }

  /** A link that signs somebody in, once. @throws NotAllowed, PersonNotFound, PersonSuspended */
  async makeLink(principal: Principal, id: string): Promise<IssuedSecret> {
    this.access.require(principal, 'make sign-in links');
    const { suspendedAt } = await this.people.show(id);
    if (suspendedAt) throw new PersonSuspended();
    return this.source.transaction(async (manager) => {
      const link = await this.authenticator.issue(id, 'link', { name: 'sign-in link' }, manager);
      await this.log.append([linkMade(principal, id)], manager);
      return link;
    });
  }

  /**
   * What somebody was granted or denied, in order of the collections' names; of collections that the asker may not see,
   * nothing.
   * @throws NotAllowed, PersonNotFound
   */
  async grantsOf(principal: Principal, id: string): Promise<GrantView[]> {
    await this.show(principal, id);
    const states = await this.grants.of(id);
    const seen = await this.collections.list(await this.access.visibilityOf(principal));
    return seen.flatMap((collection) => {
      const access = states.get(collection.id);
      return access ? [{ collection: { id: collection.id, name: collection.name }, access }] : [];
    });
  }

  /**
   * Grant, deny or take back, at once.
   * @param collection Name or id.
   * @throws NotAllowed, CollectionNotFound, PersonNotFound
   */
  async setGrant(
    principal: Principal,
    id: string,
    collection: string,
    state: GrantState,
  ): Promise<GrantView['collection']> {
    this.access.require(principal, 'manage people');
    const found = await this.collections.find(await this.access.visibilityOf(principal), collection);
    if (!found) throw new CollectionNotFound(collection);
    await this.source.transaction(async (manager) => {
      if (!(await this.grants.set(manager, id, found.id, state))) return;
      const subject = { person: id, collection: found.id, access: state };
      await this.log.append([event('grant.changed', principal, subject)], manager);
    });
    return { id: found.id, name: found.name };
  }

  private async note(manager: EntityManager, [first, ...more]: readonly LogEvent[]): Promise<void> {
    if (first) await this.log.append([first, ...more], manager);
  }
}

const event = (kind: string, { userId }: Principal, subject: LogEvent['subject']): LogEvent => {
  return { kind, actor: userId, subject };
};

const linkMade = (principal: Principal, person: string): LogEvent =>
  event('sign_in.link_made', principal, { for: person });
