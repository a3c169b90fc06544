import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import {
  AccessPolicy,
  Authenticator,
  type GrantState,
  Grants,
  type IssuedSecret,
  type ListedPerson,
  NoSignInForServices,
  People,
  type PersonChange,
  PersonSuspended,
} from '#access';
import { AuditLog, type LogEvent } from '#audit';
import type { AddPerson, GrantView } from '#contracts';
import { Factors, ResetAccount } from '#identity';
import type { Principal } from '#knowledge';
import { CollectionNotFound, CollectionRepository } from '#library';
import { DataSource, type EntityManager } from 'typeorm';

/** Somebody of this service, and whether they have a second factor. */
export type SeenPerson = ListedPerson & { readonly hasFactor: boolean };

/** People and what they may see, for administrators: each change and its log entry land together. */
@Injectable()
export class PeopleDesk {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly access: AccessPolicy,
    private readonly people: People,
    private readonly grants: Grants,
    private readonly authenticator: Authenticator,
    private readonly factors: Factors,
    private readonly resets: ResetAccount,
    private readonly collections: CollectionRepository,
    private readonly log: AuditLog,
  ) {}

  /** @throws NotAllowed */
  async list(principal: Principal): Promise<SeenPerson[]> {
    this.access.require(principal, 'manage people');
    return this.see(await this.people.list());
  }

  /** @throws NotAllowed, PersonNotFound */
  async show(principal: Principal, id: string): Promise<SeenPerson> {
    this.access.require(principal, 'manage people');
    return this.seen(id);
  }

  /** A new person and the link that signs them in. @throws NotAllowed, LoginTaken */
  async add(principal: Principal, plan: AddPerson): Promise<{ person: SeenPerson; link: IssuedSecret }> {
    this.access.require(principal, 'manage people');
    const { name, role, login, email } = plan;
    const { id, link } = await this.source.transaction(async (manager) => {
      const id = await this.people.add(manager, { name, role, login, email });
      const link = await this.authenticator.issue(id, 'link', { name: 'sign-in link' }, manager);
      await this.log.append([event('person.added', principal, { person: id, role }), linkMade(principal, id)], manager);
      return { id, link };
    });
    return { person: await this.seen(id), link };
  }

  /** @throws NotAllowed, PersonNotFound, LastAdministrator, LoginTaken */
  async change(principal: Principal, id: string, change: PersonChange): Promise<SeenPerson> {
    this.access.require(principal, 'manage people');
    await this.source.transaction(async (manager) => {
      const done = await this.people.change(manager, id, change);
      if (change.role) await this.factors.hold(manager, id);
      const subject = { person: id, ...(change.role ? { role: change.role } : {}) };
      await this.note(manager, [
        ...(done.isChanged ? [event('person.changed', principal, subject)] : []),
        ...(done.isSuspended ? [event('person.suspended', principal, { person: id })] : []),
        ...(done.isReinstated ? [event('person.reinstated', principal, { person: id })] : []),
      ]);
    });
    return this.seen(id);
  }

  /** A link that signs somebody in, once. @throws NotAllowed, PersonNotFound, PersonSuspended, NoSignInForServices */
  async makeLink(principal: Principal, id: string): Promise<IssuedSecret> {
    this.access.require(principal, 'make sign-in links');
    await this.requireSigningIn(id);
    return this.source.transaction(async (manager) => {
      const link = await this.authenticator.issue(id, 'link', { name: 'sign-in link' }, manager);
      await this.log.append([linkMade(principal, id)], manager);
      return link;
    });
  }

  /**
   * Take a password, and where wanted all second factors, from somebody who lost them; their sessions end.
   * @returns A link to set up anew with.
   * @throws NotAllowed, PersonNotFound, PersonSuspended, NoSignInForServices
   */
  async reset(principal: Principal, id: string, factors: boolean): Promise<IssuedSecret> {
    this.access.require(principal, 'manage people');
    await this.requireSigningIn(id);
    return this.source.transaction(async (manager) => {
      const events = await this.resets.run(manager, principal.userId, id, factors);
      const link = await this.authenticator.issue(id, 'link', { name: 'reset link' }, manager);
      await this.log.append([...events, linkMade(principal, id)], manager);
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

  private async requireSigningIn(id: string): Promise<void> {
    const { suspendedAt, kind } = await this.people.show(id);
    if (kind === 'service') throw new NoSignInForServices();
    if (suspendedAt) throw new PersonSuspended();
  }

  private async seen(id: string): Promise<SeenPerson> {
    const [person] = await this.see([await this.people.show(id)]);
    return person!;
  }

  private async see(people: readonly ListedPerson[]): Promise<SeenPerson[]> {
    const having = await this.factors.whoHasAny(people.map(({ id }) => id));
    return people.map((person) => ({ ...person, hasFactor: having.has(person.id) }));
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
