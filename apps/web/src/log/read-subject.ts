import { strings } from '../strings/index.js';

/** One thing that an entry says, as people read it. */
export interface Said {
  readonly name: string;
  readonly value: string;
  /** The portal's page of what it speaks of, where there is one. */
  readonly to?: string;
}

/** Names for ids, of what the reader may see. */
export interface Names {
  readonly people: ReadonlyMap<string, string>;
  readonly collections: ReadonlyMap<string, string>;
}

const PAGES: Readonly<Record<string, string>> = {
  record: '/records/',
  decision: '/decisions/',
  successor: '/decisions/',
  document: '/library/',
  revision: '/source/',
  byRevision: '/source/',
  doubt: '/affected/',
  affected: '/affected/',
  source: '/sources/',
};
/** Members that hold the id of a person. */
const PEOPLE: ReadonlySet<string> = new Set(['person', 'for', 'owner', 'actsFor']);
const HASH = /Sha256$/;
const { entries: words } = strings.log;

/**
 * What an entry speaks of, in the reader's language.
 * @param kind Of the entry: what its `id` is the id of.
 */
export const readSubject = (kind: string, subject: Readonly<Record<string, unknown>>, names: Names): Said[] =>
  Object.entries(subject).map(([field, value]) => ({
    name: nameOf(field),
    value: named(field, value, names) ?? inWords(value),
    ...linkTo(field === 'id' ? areaOf(kind) : field, value, names),
  }));

const areaOf = (kind: string) => kind.slice(0, kind.indexOf('.'));

function nameOf(field: string): string {
  const known = strings.logFields[field.replace(HASH, '')] ?? field.replace(HASH, '');
  return HASH.test(field) ? `${known} SHA-256` : known;
}

function named(field: string, value: unknown, { people, collections }: Names): string | undefined {
  if (typeof value !== 'string') return undefined;
  return field === 'collection' ? collections.get(value) : PEOPLE.has(field) ? people.get(value) : undefined;
}

function linkTo(what: string, value: unknown, { collections }: Names): { to?: string } {
  if (typeof value !== 'string') return {};
  const collection = what === 'collection' ? collections.get(value) : undefined;
  if (collection !== undefined) return { to: `/library?collection=${encodeURIComponent(collection)}` };
  const page = PAGES[what];
  return page === undefined ? {} : { to: page + encodeURIComponent(value) };
}

function inWords(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  return value === null ? words.none : JSON.stringify(value);
}
