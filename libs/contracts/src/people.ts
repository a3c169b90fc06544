import { z } from 'zod';
import { collectionNames } from './common.js';
import { loginName } from './login-name.js';

/** Listed, not ranked: an auditor may read what a librarian may not. */
export const personRole = z.enum(['administrator', 'librarian', 'reviewer', 'reader', 'auditor']);
export type PersonRole = z.infer<typeof personRole>;

/** Of a person, a key. Without control and invisible characters, which make two names look alike. */
export const shownName = z
  .string()
  .trim()
  .min(1, 'Give a name.')
  .max(120)
  .refine((name) => !/[\p{Cc}\p{Cf}]/u.test(name), 'Names may not hold control or invisible characters.');

const email = z.email('Give an e-mail address, or leave it out.').max(254);

/** Adds somebody who can't sign in yet: a link or password comes after. */
export const addPerson = z.strictObject({
  name: shownName,
  role: personRole.default('reader'),
  /** What they sign in by once they have a password. */
  login: loginName.nullable().default(null),
  email: email.nullable().default(null),
});
export type AddPerson = z.infer<typeof addPerson>;

/** What is left out stays. Suspending ends sessions, links and open answers at once, and puts keys out of use. */
export const changePerson = z
  .strictObject({
    ...{ name: shownName, role: personRole, suspended: z.boolean() },
    login: loginName.nullable(),
    email: email.nullable(),
  })
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'Name what is to change: name, role, login, email or suspended.');
export type ChangePerson = z.infer<typeof changePerson>;

/** One person, for who manages people. */
export const personDetail = z.object({
  id: z.string(),
  name: z.string(),
  role: personRole,
  login: z.string().nullable(),
  email: z.string().nullable(),
  /** Whether they sign in with a factor of their own besides: an authenticator app or a passkey. */
  hasFactor: z.boolean(),
  createdAt: z.string(),
  suspendedAt: z.string().nullable(),
  /** When a key or session of theirs was last used, to the minute; null: never, or all are gone. */
  lastSeenAt: z.string().nullable(),
});
export type PersonDetail = z.infer<typeof personDetail>;

/** In the order in which they were added. */
export const personList = z.object({ people: z.array(personDetail) });
export type PersonList = z.infer<typeof personList>;

/** `link` signs them in, once; it is shown here and never again. */
export const addedPerson = z.object({
  person: personDetail,
  link: z.object({ url: z.string(), expiresAt: z.string() }),
});
export type AddedPerson = z.infer<typeof addedPerson>;

/** A denial beats every grant, of groups, too. */
export const grantAccess = z.enum(['allow', 'deny']);
export type GrantAccess = z.infer<typeof grantAccess>;

/** Takes the place of what the person had there before. */
export const setGrant = z.strictObject({ access: grantAccess });
export type SetGrant = z.infer<typeof setGrant>;

/** A grant or denial of one collection. */
export const grantView = z.object({ collection: z.object({ id: z.string(), name: z.string() }), access: grantAccess });
export type GrantView = z.infer<typeof grantView>;

/** In order of the collections' names; those that the reader may not see are left out. */
export const grantList = z.object({ grants: z.array(grantView) });
export type GrantList = z.infer<typeof grantList>;

/** `read`: read, search and ask; `full`: all that the person may do; `scim`: provisioning, for administrators' keys. */
export const keyScope = z.enum(['read', 'full', 'scim']);
export type KeyScope = z.infer<typeof keyScope>;

/** The answer holds the key, this once. */
export const addKey = z.strictObject({
  name: shownName,
  scope: keyScope.default('full'),
  /** Days until it expires; null: it does not. */
  days: z.int().min(1).max(3_650).nullable().default(365),
  /** Confine the key to these collections, by name or id, and to routes that stay within them; null: it is not confined. */
  collections: collectionNames.min(1, 'Name a collection, or leave "collections" out.').nullable().default(null),
  /** Whose key it is; the maker's own unless an administrator says otherwise. */
  person: z.uuid().optional(),
});
export type AddKey = z.infer<typeof addKey>;

/** A key without its secret. */
export const keyView = z.object({
  id: z.string(),
  person: z.object({ id: z.string(), name: z.string() }),
  name: z.string(),
  /** The first characters of the key, to tell keys apart; empty for keys from before they were kept. */
  prefix: z.string(),
  scope: keyScope,
  /** Those in the reader's sight; null: it is not confined. */
  collections: z.array(z.object({ id: z.string(), name: z.string() })).nullable(),
  createdAt: z.string(),
  expiresAt: z.string().nullable(),
  /** To the minute. */
  lastUsedAt: z.string().nullable(),
});
export type KeyView = z.infer<typeof keyView>;

/** Newest first, without expired ones. */
export const keyList = z.object({ keys: z.array(keyView) });
export type KeyList = z.infer<typeof keyList>;

/** `secret` is shown here and never again. */
export const addedKey = z.object({ key: keyView, secret: z.string() });
export type AddedKey = z.infer<typeof addedKey>;

/** What proved who began a session. */
export const signInMethod = z.enum(['link', 'password', 'password+factor', 'link+factor', 'passkey', 'oidc']);

/** A session without its secret. */
export const loginView = z.object({
  id: z.string(),
  person: z.object({ id: z.string(), name: z.string() }),
  startedAt: z.string(),
  /** To the minute. */
  lastUsedAt: z.string().nullable(),
  /** When it ends if it is not used; never later than thirty days after its start. */
  expiresAt: z.string(),
  /** How it began; null where that was not kept. */
  method: signInMethod.nullable(),
  /** Browser and system, as the browser tells; null: it does not. */
  device: z.string().nullable(),
  /** Whether it is the one that asks. */
  isCurrent: z.boolean(),
});
export type LoginView = z.infer<typeof loginView>;

/** Sessions, newest first. */
export const loginList = z.object({ sessions: z.array(loginView) });
export type LoginList = z.infer<typeof loginList>;

/** Whose keys or sessions: `me`, `everyone` (administrators), or a person's id (administrators; one's own always). */
export const whoseCredentials = z.strictObject({
  person: z.union([z.enum(['me', 'everyone']), z.uuid()]).default('me'),
});
export type WhoseCredentials = z.infer<typeof whoseCredentials>;

/** Whose sessions are to end: `me` keeps the one that asks. */
export const endSessions = z.strictObject({ person: z.union([z.literal('me'), z.uuid()]).default('me') });
export type EndSessions = z.infer<typeof endSessions>;

/** How many ended. */
export const endedSessions = z.object({ ended: z.int() });
