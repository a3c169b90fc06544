import type { Metadata, Visibility } from '#knowledge';
import { metadataEntry, STILL_VALID } from './index-row.js';
import { conditionSql, type RowCondition, sqlList, sqlString } from './row-conditions.js';

/** What a search is narrowed to, inside what its reader may see. */
export interface RowScope {
  /** Only these collections; absent means every visible one, empty means none. */
  readonly collectionIds?: readonly string[];
  /** Every pair must hold. `type` is the exact media type, `path` the start of the path, any other key a metadata pair. */
  readonly filter: Metadata;
  /** More conditions, which must all hold. */
  readonly conditions?: readonly RowCondition[];
  /** Sequence number: rows that were valid at that moment. Null: rows that are valid now. */
  readonly asOf: number | null;
}

/** What a visibility has to say about rows, in the two ways in which a search can heed it. */
export interface RowFilter<R extends RowPlace = RowPlace> {
  /** The whole condition as LanceDB SQL; put together when it is asked for, because it may name thousands. */
  readonly where: string;
  /**
   * The condition without lists too long for a statement; null when there is none. A search by it takes more rows and
   * keeps those that {@link admits} lets through, which finds the same rows in a fraction of the time.
   */
  readonly coarse: string | null;
  readonly admits: (row: R) => boolean;
}

/** Where a row of the index belongs, by the names of its columns. */
export interface RowPlace {
  readonly collection_id: string;
  readonly document_id: string;
  /** Empty for none; absent in a table from before there were matters. */
  readonly matter?: string;
}

/** Longest list of what is allowed that a statement names: LanceDB takes 40 µs a name and leg, so that 5,000 would cost ten searches. */
const LONG_LIST = 400;
/** Of what is denied: mostly little of what is found, so that looking at the rows is cheaper than naming even a few. */
const LONG_DENIAL = 16;

/**
 * The one condition under which a row may be seen by a search, as LanceDB SQL. It is the pre-filter of the keyword leg
 * and of the vector leg alike. Deny beats allow.
 * @param hasMatters Whether the table knows matters; one that does not holds no document that is under any.
 * @returns Null when no row can match, so that there is nothing to search.
 */
export function visibilityFilter(visibility: Visibility, scope: RowScope, hasMatters = true): RowFilter | null {
  const allowed = allowedConditions(visibility, scope.collectionIds);
  if (allowed === null) return null;
  const access = [...allowed, ...deniedConditions(visibility, hasMatters)];
  const { filter, conditions = [], asOf } = scope;
  const asked = [...Object.entries(filter).map(metadataCondition), ...conditions.map(conditionSql)];
  const rest = [validityCondition(asOf), ...asked];
  const sql = (heeded: readonly Condition[]) => [...heeded.map((one) => one.sql()), ...rest].join(' AND ');
  const short = access.filter(({ isLong }) => !isLong);
  const coarse = short.length < access.length ? sql(short) : null;
  return {
    get where() {
      return sql(access);
    },
    coarse,
    admits: coarse === null ? () => true : judgeOf(visibility, scope.collectionIds),
  };
}

interface Condition {
  sql(): string;
  /** Whether it names more than a statement should. */
  readonly isLong: boolean;
}

const among = (column: string, ids: readonly string[]): Condition => {
  return { sql: () => `${column} IN (${sqlList(ids)})`, isLong: ids.length > LONG_LIST };
};

const notAmong = (column: string, ids: readonly string[]): Condition => {
  return { sql: () => `${column} NOT IN (${sqlList(ids)})`, isLong: ids.length > LONG_DENIAL };
};

const either = (conditions: readonly Condition[]): Condition => {
  const sql = () => `(${conditions.map((one) => one.sql()).join(' OR ')})`;
  return { sql, isLong: conditions.some(({ isLong }) => isLong) };
};

/** Collections and single documents that are allowed and asked for; null when there are none. */
function allowedConditions(visibility: Visibility, requested?: readonly string[]): Condition[] | null {
  const { collections, documents, confinedTo, deniedCollections } = visibility;
  const denied = new Set(deniedCollections);
  const free = (ids: readonly string[] | null) => ids?.filter((id) => !denied.has(id)) ?? null;
  const scope = free(bothOf(requested ?? null, confinedTo));
  const whole = bothOf(free(collections === 'all' ? null : collections), scope);
  const notDenied = denied.size > 0 ? [notAmong('collection_id', deniedCollections)] : [];
  if (whole === null) return notDenied;
  const inWhole = whole.length > 0 ? [among('collection_id', whole)] : [];
  const singly = collections !== 'all' && documents.length > 0 && scope?.length !== 0;
  if (!singly) return whole.length > 0 ? inWhole : null;
  // Of documents that are allowed one by one, the collection still has to be asked for, and not denied.
  const any = either([...inWhole, among('document_id', documents)]);
  return [any, ...(scope ? [among('collection_id', scope)] : notDenied)];
}

/** Documents and matters that are denied, wherever they lie. */
function deniedConditions({ deniedDocuments, deniedMatters, moved }: Visibility, hasMatters: boolean): Condition[] {
  const documents = [...deniedDocuments, ...moved.intoDenied];
  const byDocument = documents.length > 0 ? [notAmong('document_id', documents)] : [];
  if (!hasMatters || deniedMatters.length === 0) return byDocument;
  const byMatter = notAmong('matter', deniedMatters);
  if (moved.outOfDenied.length === 0) return [...byDocument, byMatter];
  return [...byDocument, either([byMatter, among('document_id', moved.outOfDenied)])];
}

/** The same decision about one row. */
function judgeOf(visibility: Visibility, requested?: readonly string[]): RowFilter['admits'] {
  const { moved } = visibility;
  const [collections, documents] = [collectionsOf(visibility), new Set(visibility.documents)];
  const scopes = [requested, visibility.confinedTo].flatMap((ids) => (ids ? [new Set(ids)] : []));
  const deniedCollections = new Set(visibility.deniedCollections);
  const deniedDocuments = new Set([...visibility.deniedDocuments, ...moved.intoDenied]);
  const [deniedMatters, free] = [new Set(visibility.deniedMatters), new Set(moved.outOfDenied)];
  return ({ collection_id, document_id, matter = '' }) =>
    !deniedCollections.has(collection_id) &&
    !deniedDocuments.has(document_id) &&
    (!deniedMatters.has(matter) || free.has(document_id)) &&
    scopes.every((scope) => scope.has(collection_id)) &&
    (collections === null || collections.has(collection_id) || documents.has(document_id));
}

/** Sets of collections by the key of the visibility that they belong to: making one of thousands takes a millisecond. */
const known = new Map<string, ReadonlySet<string>>();
const MOST_KNOWN = 100;

function collectionsOf({ key, collections }: Visibility): ReadonlySet<string> | null {
  if (collections === 'all') return null;
  const set = known.get(key) ?? new Set(collections);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, set);
  return set;
}

/** What is in both lists; null stands for everything. */
function bothOf(a: readonly string[] | null, b: readonly string[] | null): readonly string[] | null {
  if (a === null || b === null) return a ?? b;
  const second = new Set(b);
  return a.filter((id) => second.has(id));
}

function validityCondition(asOf: number | null): string {
  return asOf === null
    ? `valid_to = ${STILL_VALID}`
    : `valid_from <= ${sqlInteger(asOf)} AND valid_to > ${sqlInteger(asOf)}`;
}

function metadataCondition([key, value]: [string, string]): string {
  if (key === 'type') return `media_type = ${sqlString(value)}`;
  if (key === 'path') return `starts_with(path, ${sqlString(value)})`;
  return `array_has(meta, ${sqlString(metadataEntry(key, value))})`;
}

/** An integer literal; anything else is a mistake of the caller. */
export function sqlInteger(value: number): string {
  if (!Number.isSafeInteger(value)) throw new TypeError(`${value} is not a sequence number.`);
  return String(value);
}
