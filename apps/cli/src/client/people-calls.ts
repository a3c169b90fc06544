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
import { WrongUsage } from './errors.js';
import type { ServiceClient } from './service-client.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The service's calls about people, grants, keys and sessions. Throws what {@link ServiceClient} throws. */
export class PeopleCalls {
  constructor(private readonly client: Pick<ServiceClient, 'call'>) {}

  async people(): Promise<PersonDetail[]> {
    return (await this.client.call('GET', '/people', personList)).people;
  }

  /** The id of somebody who is named by it, or by a name that only they have. @throws WrongUsage */
  async idOf(nameOrId: string): Promise<string> {
    if (UUID.test(nameOrId)) return nameOrId;
    const found = (await this.people()).filter(({ name }) => name === nameOrId);
    if (found.length === 1) return found[0]!.id;
    throw new WrongUsage(
      found.length === 0
        ? `Nobody is called "${nameOrId}". See: chancery people list`
        : `${found.length} people are called "${nameOrId}". Give the id that chancery people list prints.`,
    );
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
