import type { AddedKey, AddedPerson } from '#contracts';
import type { Role } from '#knowledge';
import { Api, expectOk } from './api.js';

export interface TestPerson {
  readonly id: string;
  readonly name: string;
  readonly key: string;
}

/** A service, by its address and the key of an administrator. */
interface Service {
  readonly url: string;
  readonly token: string;
}

/** A new person with a key of their own, who sees only what they are then granted. */
export async function aPerson({ url, token }: Service, role: Role, name: string = role): Promise<TestPerson> {
  const admin = new Api(url, token);
  const { person } = expectOk(await admin.post<AddedPerson>('/api/v1/people', { name, role }), 201);
  const wanted = { name: 'test', person: person.id, days: null };
  const { secret } = expectOk(await admin.post<AddedKey>('/api/v1/keys', wanted), 201);
  return { id: person.id, name, key: secret };
}

export async function grant(
  { url, token }: Service,
  { id }: Pick<TestPerson, 'id'>,
  collectionId: string,
): Promise<void> {
  const granted = await new Api(url, token).put(`/api/v1/people/${id}/grants/${collectionId}`, { access: 'allow' });
  expectOk(granted, 200);
}
