import type { LogLeaf } from '#contracts';
import { canonicalJson, sha256Hex } from '#knowledge';
import { type LoggedAccess, type LoggedPerson, type LoggedSide, pairKey, pairOf } from './access-state.js';

type Subject = LogLeaf['subject'];
type Follow = (access: LoggedAccess, subject: Subject, leaf: LogLeaf) => void;

/** An id as the tables have it; the empty string, which nobody has, where there is none. */
const id = (subject: Subject, name: string): string =>
  typeof subject[name] === 'string' ? subject[name].toLowerCase() : '';

const added: Follow = ({ people }, subject, { index }) => {
  const role = typeof subject['role'] === 'string' ? subject['role'] : 'reader';
  const ownerId = id(subject, 'owner') || null;
  people.set(id(subject, 'person'), { role, isSuspended: false, ownerId, addedAt: index, entry: index });
};

/** Somebody whom no entry adds is presumed to be the administrator that an installation of before had from its first start. */
const FIRST = { role: 'administrator', isSuspended: false, ownerId: null, addedAt: null };

const changed =
  (change: (subject: Subject) => Partial<LoggedPerson>): Follow =>
  ({ people }, subject, { index }) => {
    const person = id(subject, 'person');
    people.set(person, { ...(people.get(person) ?? FIRST), ...change(subject), entry: index });
  };

/** Of the ids, sorted, as a wall's entry has it. */
export const hashOfIds = (ids: Iterable<string>): string => sha256Hex(canonicalJson([...ids].sort()));

const side = (subject: Subject, name: string, entry: number): LoggedSide | undefined => {
  const sha256 = subject[`${name}Sha256`];
  return typeof sha256 === 'string' ? { sha256, entry, removed: new Map() } : undefined;
};
const noSide = (entry: number): LoggedSide => ({ sha256: hashOfIds([]), entry, removed: new Map() });

const wall: Follow = ({ walls }, subject, { index }) => {
  const before = walls.get(id(subject, 'wall'));
  walls.set(id(subject, 'wall'), {
    barred: side(subject, 'barred', index) ?? before?.barred ?? noSide(index),
    around: side(subject, 'around', index) ?? before?.around ?? noSide(index),
  });
};

const groupRemoved: Follow = ({ members, grants, walls }, subject) => {
  const group = id(subject, 'group');
  for (const pairs of [members, grants])
    for (const key of pairs.keys()) if (pairOf(key)[0] === group) pairs.delete(key);
  for (const { barred } of walls.values()) barred.removed.set(group, Number(subject['version']));
};

const member: Follow = ({ members }, subject, { index }) => {
  const key = pairKey(id(subject, 'group'), id(subject, 'person'));
  if (subject['member'] === true) members.set(key, index);
  else members.delete(key);
};

const granted: Follow = ({ grants }, subject, { index }) => {
  const one = id(subject, 'person') || id(subject, 'group');
  const key = pairKey(one, id(subject, 'collection') || id(subject, 'document'));
  const { access } = subject;
  if (access === 'allow' || access === 'deny') grants.set(key, { access, entry: index });
  else grants.delete(key);
};

/** Whoever makes a collection is given it, but for administrators, who have all; entries from before do not say which it was. */
const collectionMade: Follow = ({ people, grants }, subject, { actor, index }) => {
  const { role } = people.get(actor) ?? FIRST;
  const isGranted = typeof subject['granted'] === 'boolean' ? subject['granted'] : role !== 'administrator';
  if (isGranted) grants.set(pairKey(actor, id(subject, 'collection')), { access: 'allow', entry: index });
};

const BY_KIND: Readonly<Record<string, Follow>> = {
  'person.added': (access, subject, leaf) => {
    added(access, subject, leaf);
    if (subject['first'] === true) access.hasFirst = true;
  },
  'person.provisioned': added,
  'service_account.added': added,
  'person.changed': changed(({ role }) => (typeof role === 'string' ? { role } : {})),
  'service_account.handed_on': changed((subject) => ({ ownerId: id(subject, 'owner') })),
  'person.suspended': changed(() => ({ isSuspended: true })),
  'person.erased': changed(() => ({ isSuspended: true })),
  'person.reinstated': changed(() => ({ isSuspended: false })),
  'group.member_changed': member,
  'group.removed': groupRemoved,
  'grant.changed': granted,
  'collection.created': collectionMade,
  'wall.built': wall,
  'wall.changed': wall,
  'wall.lifted': ({ walls }, subject) => void walls.delete(id(subject, 'wall')),
};

/** Kinds of entries that change who may see what. */
export const KINDS_OF_ACCESS: readonly string[] = Object.keys(BY_KIND);

/**
 * Go on from what the log said so far to what it says with one entry more. Other kinds change nothing.
 * @param access Changed in place, because a log is long.
 */
export function followEntry(access: LoggedAccess, leaf: LogLeaf): LoggedAccess {
  if (Object.hasOwn(BY_KIND, leaf.kind)) BY_KIND[leaf.kind]!(access, leaf.subject, leaf);
  return access;
}
