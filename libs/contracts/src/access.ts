import { z } from 'zod';
import { matterNumber } from './common.js';
import { personRole } from './people.js';

/** Of a group, a wall, a matter. Without control and invisible characters, which make two names look alike. */
const shownName = z
  .string()
  .trim()
  .min(1, 'Give a name.')
  .max(120)
  .refine((name) => !/[\p{Cc}\p{Cf}]/u.test(name), 'Names may not hold control or invisible characters.');

const named = z.object({ id: z.string(), name: z.string() });

/** Makes a group, or renames one. Names that read alike are one. */
export const nameGroup = z.strictObject({ name: shownName });
export type NameGroup = z.infer<typeof nameGroup>;

/** Who says what a group is called and who is in it: administrators here, a directory (SCIM), or an identity provider. */
export const groupOrigin = z.enum(['here', 'scim', 'oidc']);
export type GroupOriginName = z.infer<typeof groupOrigin>;

/** Members by name alone: what else is known of people is not told here. */
export const groupView = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: z.string(),
  origin: groupOrigin,
  /** In order of name. */
  members: z.array(named),
});
export type GroupView = z.infer<typeof groupView>;
/** In order of name. */
export const groupList = z.object({ groups: z.array(groupView) });
export type GroupList = z.infer<typeof groupList>;

/** The number is what documents and questions name; no two read alike. */
export const addMatter = z.strictObject({ number: matterNumber, name: shownName });
export type AddMatter = z.infer<typeof addMatter>;

/** What is left out stays. Nothing is put under a closed matter any more. */
export const changeMatter = z
  .strictObject({ number: matterNumber, name: shownName, closed: z.boolean() })
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'Name what is to change: number, name or closed.');
export type ChangeMatter = z.infer<typeof changeMatter>;

/** `closedAt` is null while it is open. */
export const matterView = z.object({
  id: z.string(),
  number: z.string(),
  name: z.string(),
  createdAt: z.string(),
  closedAt: z.string().nullable(),
  /** Documents under it that the reader may see. */
  documents: z.int(),
});
export type MatterView = z.infer<typeof matterView>;
/** In order of number; those that the reader is barred from are left out. */
export const matterList = z.object({ matters: z.array(matterView) });
export type MatterList = z.infer<typeof matterList>;

/** A person or a group, by id. */
export const accessSubject = z.strictObject({ kind: z.enum(['person', 'group']), id: z.uuid() });
export type AccessSubject = z.infer<typeof accessSubject>;

const wallObject = z.strictObject({ kind: z.enum(['matter', 'collection']), id: z.uuid() });
const MOST_ENTRIES = 1_000;

const wallParts = {
  name: shownName,
  /** Why it stands, for those who manage it. */
  reason: z.string().trim().max(2_000),
  /** Whom it keeps out. */
  subjects: z.array(accessSubject).max(MOST_ENTRIES),
  /** What it stands around. */
  objects: z.array(wallObject).max(MOST_ENTRIES),
};

/** Its reason and lists may be empty, and be filled later. */
export const buildWall = z.strictObject({ ...wallParts, reason: wallParts.reason.default('') });
export type BuildWall = z.infer<typeof buildWall>;

/** What is left out stays; a list replaces the one before. */
export const changeWall = z
  .strictObject(wallParts)
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'Name what is to change: name, reason, subjects or objects.');
export type ChangeWall = z.infer<typeof changeWall>;

const subjectView = z.object({ kind: z.enum(['person', 'group']), id: z.string(), name: z.string() });
const objectView = z.object({ kind: z.enum(['matter', 'collection', 'document']), id: z.string(), name: z.string() });

/** What stands behind it is named, whoever is barred from it. */
export const wallView = z.object({
  id: z.string(),
  name: z.string(),
  reason: z.string(),
  createdAt: z.string(),
  subjects: z.array(subjectView),
  /** A matter's name is its number with its name. */
  objects: z.array(objectView),
});
export type WallView = z.infer<typeof wallView>;
/** In order of name. */
export const wallList = z.object({ walls: z.array(wallView) });
export type WallList = z.infer<typeof wallList>;

/** Grant, deny, or (`none`) take either back. */
export const changeGrant = z.strictObject({
  subject: accessSubject,
  object: z.strictObject({ kind: z.enum(['collection', 'document']), id: z.uuid() }),
  access: z.enum(['allow', 'deny', 'none']),
});
export type ChangeGrant = z.infer<typeof changeGrant>;

/** Of whom, or at what; neither: all that hold. */
export const grantQuery = z.strictObject({ subject: z.uuid().optional(), object: z.uuid().optional() });
export type GrantQuery = z.infer<typeof grantQuery>;

/** One standing grant or denial, and since when. */
export const heldGrant = z.object({
  subject: subjectView,
  object: objectView,
  access: z.enum(['allow', 'deny']),
  since: z.string(),
});
export type HeldGrant = z.infer<typeof heldGrant>;
/** In order of the subjects' names. */
export const heldGrants = z.object({ grants: z.array(heldGrant) });
export type HeldGrants = z.infer<typeof heldGrants>;

/** Who could see what: a matter by number or id, a collection by name or id, or a document by id; and when. */
export const reportQuery = z
  .strictObject({
    matter: matterNumber.optional(),
    collection: z.string().trim().min(1).max(120).optional(),
    document: z.uuid().optional(),
    /** ISO date (its end, UTC) or time; now when left out. */
    at: z.union([z.iso.date(), z.iso.datetime({ offset: true })]).optional(),
  })
  .refine(
    ({ matter, collection, document }) => [matter, collection, document].filter((one) => one).length === 1,
    'Name one of matter, collection and document.',
  );
export type ReportQuery = z.infer<typeof reportQuery>;

/** What the self-test of access found; `wrong` is empty when all is well. */
export const selfTestView = z.object({ ok: z.boolean(), at: z.string(), looks: z.int(), wrong: z.array(z.string()) });
export type SelfTestView = z.infer<typeof selfTestView>;

/** Why somebody may or may not see something. `object` and `since` are null where the role alone decides. */
export const accessReason = z.object({
  effect: z.enum(['allow', 'deny']),
  kind: z.enum(['role', 'grant', 'wall']),
  object: objectView.nullable(),
  /** The group through which it holds; null: for the person themselves. */
  group: named.nullable(),
  wall: named.nullable(),
  since: z.string().nullable(),
});
export type AccessReason = z.infer<typeof accessReason>;

/** Who could see one thing at one moment, for administrators and auditors. */
export const accessReport = z.object({
  about: objectView,
  /** The moment that it stands for. */
  at: z.string(),
  /** The change of access that it stands for. */
  version: z.int(),
  /** When the history of access begins; before, nothing is known. */
  knownSince: z.string().nullable(),
  /** In order of name, also those who could see nothing. */
  people: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      role: personRole,
      isSuspended: z.boolean(),
      sees: z.enum(['all', 'some', 'none']),
      documents: z.object({ seen: z.int(), of: z.int() }),
      reasons: z.array(accessReason),
    }),
  ),
  /** Administrators who looked with the eyes of somebody who could see it, by that moment: the newest 50, newest first. */
  views: z.array(
    z.object({
      id: z.string(),
      viewer: z.object({ id: z.string(), name: z.string() }),
      person: z.object({ id: z.string(), name: z.string() }),
      /** Empty for those from before it was asked. */
      reason: z.string(),
      beganAt: z.string(),
      /** null while it runs. */
      endedAt: z.string().nullable(),
    }),
  ),
});
export type AccessReport = z.infer<typeof accessReport>;
