import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AccessPolicy, type ListedPerson, People, PersonNotFound, normalLogin } from '#access';
import { AuditLog } from '#audit';
import { type ScimPatch, type ScimQuery, type ScimUser } from '#contracts';
import type { Principal } from '#knowledge';
import { DataSource } from 'typeorm';
import { RequestInvalid } from '../http/http-errors.js';
import { PeopleDesk } from '../people/people-desk.js';
import { patchUser } from './patch-user.js';
import { nameOf, userOf } from './scim-user.view.js';

/** What a directory does to people. It gives no roles and opens no doors: new people are readers without a way in. */
@Injectable()
export class ScimDesk {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly access: AccessPolicy,
    private readonly people: People,
    private readonly desk: PeopleDesk,
    private readonly log: AuditLog,
  ) {}

  /** @throws NotAllowed, RequestInvalid for filters other than `attribute eq "value"`. */
  async list(principal: Principal, { filter, startIndex, count }: ScimQuery) {
    this.access.require(principal, 'manage people');
    const all = await this.people.list();
    const found = filter === undefined ? all : all.filter(filterOf(filter));
    const start = Math.max(1, startIndex);
    return { total: found.length, start, people: found.slice(start - 1, start - 1 + count) };
  }

  /** @throws NotAllowed, PersonNotFound */
  async show(principal: Principal, id: string): Promise<ListedPerson> {
    this.access.require(principal, 'manage people');
    const person = await this.people.show(id);
    if (person.kind !== 'person') throw new PersonNotFound();
    return person;
  }

  /** @throws NotAllowed, LoginTaken */
  async add(principal: Principal, user: ScimUser): Promise<ListedPerson> {
    this.access.require(principal, 'manage people');
    const id = await this.source.transaction(async (manager) => {
      const id = await this.people.add(manager, { role: 'reader', ...detailsOf(user) });
      const subject = { person: id, role: 'reader' };
      await this.log.append([{ kind: 'person.provisioned', actor: principal.userId, subject }], manager);
      return id;
    });
    if (!user.active) await this.desk.change(principal, id, { suspended: true });
    return this.people.show(id);
  }

  /** @throws NotAllowed, PersonNotFound, LoginTaken, LastAdministrator */
  async replace(principal: Principal, id: string, user: ScimUser): Promise<ListedPerson> {
    await this.show(principal, id);
    // Who has no sign-in name is shown under their id, which is none.
    const { login, ...details } = detailsOf(user);
    const change = { ...details, suspended: !user.active, ...(login === id ? {} : { login }) };
    await this.desk.change(principal, id, change);
    return this.people.show(id);
  }

  /** @throws NotAllowed, PersonNotFound, LoginTaken, LastAdministrator, RequestInvalid */
  async patch(principal: Principal, id: string, patch: ScimPatch): Promise<ListedPerson> {
    const person = await this.show(principal, id);
    return this.replace(principal, id, patchUser(userOf(person), patch));
  }

  /** People are never deleted, because records name them: they are suspended. @throws NotAllowed, PersonNotFound, LastAdministrator */
  async remove(principal: Principal, id: string): Promise<void> {
    await this.show(principal, id);
    await this.desk.change(principal, id, { suspended: true });
  }
}

const detailsOf = (user: ScimUser) => ({
  name: nameOf(user),
  login: user.userName,
  email: (user.emails?.find(({ primary }) => primary) ?? user.emails?.[0])?.value ?? null,
  externalId: user.externalId ?? null,
});

const FIELDS: Readonly<Record<string, (person: ListedPerson) => string | null>> = {
  username: ({ login }) => login,
  externalid: ({ externalId }) => externalId,
  id: ({ id }) => id,
};

/** @throws RequestInvalid */
function filterOf(filter: string): (person: ListedPerson) => boolean {
  const [, name = '', value = ''] = /^\s*(\w+)\s+eq\s+"([^"]*)"\s*$/i.exec(filter) ?? [];
  const field = FIELDS[name.toLowerCase()];
  if (!field)
    throw new RequestInvalid('Only filters of the form userName eq "…" are understood (also externalId, id).');
  const wanted = name.toLowerCase() === 'username' ? normalLogin(value) : value;
  return (person) => field(person) === wanted;
}
