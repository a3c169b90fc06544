import { type ScimPatch, type ScimUser, scimUser } from '#contracts';
import { RequestInvalid } from '../http/http-errors.js';

type Draft = Record<string, unknown>;
const KEPT = new Set(['username', 'externalid', 'displayname', 'active', 'name', 'emails']);
const PROPER: Readonly<Record<string, string>> = {
  ...{ username: 'userName', externalid: 'externalId', displayname: 'displayName', active: 'active' },
  ...{ name: 'name', emails: 'emails', formatted: 'formatted', givenname: 'givenName', familyname: 'familyName' },
};

/**
 * A user after the operations of a PATCH, checked as if it had been sent whole. Paths to what is not kept are passed over.
 * @throws RequestInvalid when what comes out is no user.
 */
export function patchUser(user: ScimUser, { Operations }: ScimPatch): ScimUser {
  const draft: Draft = { ...user };
  for (const { op, path, value } of Operations) {
    if (path !== undefined) set(draft, path, op === 'remove' ? undefined : value);
    else if (typeof value === 'object' && value !== null)
      for (const [each, inner] of Object.entries(value)) set(draft, each, inner);
  }
  const checked = scimUser.safeParse(draft);
  if (checked.success) return checked.data;
  throw new RequestInvalid(`${checked.error.issues[0]!.path.join('.')}: ${checked.error.issues[0]!.message}`);
}

/** `active`, `name.formatted`, `emails[type eq "work"].value`, each with or without the schema before it. */
function set(draft: Draft, path: string, value: unknown): void {
  const bare = path.replace(/^urn:ietf:params:scim:schemas:core:2\.0:User:/i, '').toLowerCase();
  const [, first = '', , inner] = /^(\w+)(\[[^\]]*\])?(?:\.(\w+))?$/.exec(bare) ?? [];
  if (!KEPT.has(first)) return;
  const key = PROPER[first]!;
  if (key === 'emails') draft['emails'] = emailsFrom(value);
  else if (inner === undefined) draft[key] = value;
  else if (PROPER[inner]) draft[key] = { ...(draft[key] as Draft | null), [PROPER[inner]]: value };
}

const emailsFrom = (value: unknown): unknown =>
  typeof value === 'string' ? [{ value, primary: true }] : (value ?? null);
