import { randomBytes, randomUUID } from 'node:crypto';
import { type Role, sha256Hex } from '#knowledge';
import { type TestService, queryOnce } from '#testing';

export interface TestPerson {
  readonly id: string;
  readonly name: string;
  readonly key: string;
}

/** A new person with a key of their own, who sees only what they are then granted. */
export async function aPerson(
  service: Pick<TestService, 'databaseUrl'>,
  role: Role,
  name: string = role,
): Promise<TestPerson> {
  const person = { id: randomUUID(), name, key: `chk_${randomBytes(32).toString('base64url')}` };
  const url = service.databaseUrl();
  await queryOnce(url, `INSERT INTO users (id, name, role, created_at) VALUES ($1, $2, $3, now())`, [
    ...[person.id, name, role],
  ]);
  await queryOnce(
    url,
    `INSERT INTO credentials (id, secret_sha256, kind, user_id, name, created_at) VALUES (gen_random_uuid(), $1, 'key', $2, 'test', now())`,
    [sha256Hex(person.key), person.id],
  );
  return person;
}

export async function grant(
  service: Pick<TestService, 'databaseUrl'>,
  { id }: TestPerson,
  collectionId: string,
): Promise<void> {
  await queryOnce(
    service.databaseUrl(),
    `INSERT INTO access_grants (subject_id, object_id, is_denied) VALUES ($1, $2, false)`,
    [id, collectionId],
  );
}
