import {
  type AddKey,
  type AddPerson,
  type AddedKey,
  type AddedPerson,
  type ChangePerson,
  type GrantAccess,
  type GrantView,
  type KeyView,
  type LoginView,
  type PersonDetail,
  addedKey,
  addedPerson,
  colleagueList,
  endedSessions,
  grantList,
  grantView,
  keyList,
  loginList,
  personDetail,
  personList,
  signInLink,
} from '#contracts';
import { z } from 'zod';
import { RequestRefused, WrongUsage } from './errors.js';
import type { ServiceClient } from './service-client.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The service's calls about people, grants, keys and sessions. Throws what {@link ServiceClient} throws. */
export class PeopleCalls {
  constructor(private readonly client: Pick<ServiceClient, 'call'>) {}

  async people(): Promise<PersonDetail[]> {
    return (await this.client.call('GET', '/people', personList)).people;
  }

  /** The id of somebody who is named by it, by a name that only they have, by their login or their e-mail address. @throws WrongUsage */
  async idOf(nameOrId: string): Promise<string> {
    if (UUID.test(nameOrId)) return nameOrId;
    return theOnlyOne(await this.people(), nameOrId, 'people').id;
  }

  /**
   * As {@link idOf}, for whoever is signed in, of people whom a decision may name: their names are for everybody, their logins and addresses
   * for administrators.
   */
  async colleagueIdOf(nameOrId: string): Promise<string> {
    if (UUID.test(nameOrId)) return nameOrId;
    const { people } = await this.client.call('GET', '/colleagues', colleagueList);
    if (people.some(({ name }) => name === nameOrId)) return theOnlyOne(people, nameOrId, 'colleagues').id;
    return theOnlyOne(await this.peopleIfShown(), nameOrId, 'colleagues').id;
  }

  /** Everybody, for administrators; nobody for others. */
  private async peopleIfShown(): Promise<PersonDetail[]> {
    try {
      return await this.people();
    } catch (error) {
      if (error instanceof RequestRefused && error.status === 403) return [];
      throw error;
    }
  }

  add(body: AddPerson): Promise<AddedPerson> {
    return this.client.call('POST', '/people', addedPerson, body);
  }

  change(id: string, body: ChangePerson): Promise<PersonDetail> {
    return this.client.call('PATCH', `/people/${id}`, personDetail, body);
  }

  link(id: string) {
    return this.client.call('POST', `/people/${id}/sign-in-links`, signInLink);
  }

  /** @returns A link to set up anew with. */
  reset(id: string, factors: boolean) {
    return this.client.call('POST', `/people/${id}/reset`, signInLink, { factors });
  }

  async grants(id: string): Promise<GrantView[]> {
    return (await this.client.call('GET', `/people/${id}/grants`, grantList)).grants;
  }

  grant(id: string, collection: string, access: GrantAccess): Promise<GrantView> {
    return this.client.call('PUT', grantPath(id, collection), grantView, { access });
  }

  async clearGrant(id: string, collection: string): Promise<void> {
    await this.client.call('DELETE', grantPath(id, collection), z.unknown());
  }

  /** @param person `me`, `everyone` or an id. */
  async keys(person: string): Promise<KeyView[]> {
    return (await this.client.call('GET', `/keys?person=${person}`, keyList)).keys;
  }

  addKey(body: AddKey): Promise<AddedKey> {
    return this.client.call('POST', '/keys', addedKey, body);
  }

  async revokeKey(id: string): Promise<void> {
    await this.client.call('DELETE', `/keys/${id}`, z.unknown());
  }

  /** @param person `me`, `everyone` or an id. */
  async sessions(person: string): Promise<LoginView[]> {
    return (await this.client.call('GET', `/sessions?person=${person}`, loginList)).sessions;
  }

  async revokeSession(id: string): Promise<void> {
    await this.client.call('DELETE', `/sessions/${id}`, z.unknown());
  }

  /** @param person `me` or an id. @returns How many ended. */
  async revokeSessions(person: string): Promise<number> {
    return (await this.client.call('DELETE', `/sessions?person=${person}`, endedSessions)).ended;
  }
}

const grantPath = (id: string, collection: string) => `/people/${id}/grants/${encodeURIComponent(collection)}`;

type Named = Pick<PersonDetail, 'id' | 'name'> & Partial<Pick<PersonDetail, 'login' | 'email'>>;

/** Whoever is called so, or else has that login or address, in whichever case. @throws WrongUsage for none and for several */
function theOnlyOne(people: readonly Named[], called: string, among: 'people' | 'colleagues'): Named {
  const lower = called.toLowerCase();
  const byName = people.filter(({ name }) => name === called);
  const found =
    byName.length > 0
      ? byName
      : people.filter(({ login, email }) => [login, email].some((each) => each?.toLowerCase() === lower));
  if (found.length === 1) return found[0]!;
  const list = among === 'people' ? 'chancery people list prints' : 'chancery people list prints to administrators';
  throw new WrongUsage(
    found.length === 0
      ? `Nobody is called "${called}". Give a name as it stands in the portal, or the id that ${list}.`
      : `${found.length} people are called "${called}". Give the id that ${list}.`,
  );
}
