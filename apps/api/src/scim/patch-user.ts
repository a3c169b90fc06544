import { type ScimPatch, type ScimUser, scimUser } from '#contracts';
import { RequestInvalid } from '../http/http-errors.js';

type Draft = Record<string, unknown>;
const KEPT = new Set(['username', 'externalid', 'displayname', 'active', 'name', 'emails']);
/** A map, because a plain object answers to `constructor` as well. */
const PROPER: ReadonlyMap<string, string> = new Map(
  [
    ...['userName', 'externalId', 'displayName', 'active', 'name', 'emails'],
    ...['formatted', 'givenName', 'familyName'],
  ].map((name) => [name.toLowerCase(), name]),
);

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
  const key = PROPER.get(first)!;
  if (key === 'emails') draft['emails'] = emailsFrom(value);
  else if (inner === undefined) draft[key] = value;
  else if (PROPER.has(inner)) draft[key] = { ...(draft[key] as Draft | null), [PROPER.get(inner)!]: value };
}

const emailsFrom = (value: unknown): unknown =>
  typeof value === 'string' ? [{ value, primary: true }] : (value ?? null);
