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

/**
 * The one condition under which a row may be seen by a search, as LanceDB SQL. It is the pre-filter of the keyword leg
 * and of the vector leg alike. Deny beats allow.
 * @returns Null when no row can match, so that there is nothing to search.
 */
export function visibilityFilter(
  visibility: Visibility,
  { collectionIds, filter, conditions = [], asOf }: RowScope,
): string | null {
  const allowed = allowedCondition(visibility, collectionIds);
  if (allowed === null) return null;
  return [
    ...allowed,
    ...deniedConditions(visibility),
    validityCondition(asOf),
    ...Object.entries(filter).map(metadataCondition),
    ...conditions.map(conditionSql),
  ].join(' AND ');
}

/** Collections and single documents that are allowed and asked for; null when there are none. */
function allowedCondition(visibility: Visibility, requested?: readonly string[]): string[] | null {
  const { collections, documents, confinedTo, deniedCollections } = visibility;
  const denied = new Set(deniedCollections);
  const scope = bothOf(requested ?? null, confinedTo)?.filter((id) => !denied.has(id)) ?? null;
  const whole = bothOf(collections === 'all' ? null : collections.filter((id) => !denied.has(id)), scope);
  if (whole === null) return denied.size > 0 ? [`collection_id NOT IN (${sqlList(denied)})`] : [];
  const inWhole = whole.length > 0 ? [`collection_id IN (${sqlList(whole)})`] : [];
  // Of documents that are allowed one by one, the collection still has to be asked for, and not denied.
  const single = collections === 'all' || documents.length === 0 ? [] : [`document_id IN (${sqlList(documents)})`];
  if (single.length === 0 || scope?.length === 0) return inWhole.length > 0 ? inWhole : null;
  const within = scope ? [`collection_id IN (${sqlList(scope)})`] : [];
  const outside = !scope && denied.size > 0 ? [`collection_id NOT IN (${sqlList(denied)})`] : [];
  const either = [...inWhole, ...single].join(' OR ');
  return [`(${either})`, ...within, ...outside];
}

/** Documents that are denied, wherever they lie. */
function deniedConditions({ deniedDocuments, moved }: Visibility): string[] {
  const documents = [...deniedDocuments, ...moved.intoDenied];
  return documents.length > 0 ? [`document_id NOT IN (${sqlList(documents)})`] : [];
}

/** What is in both lists; null stands for everything. */
function bothOf(a: readonly string[] | null, b: readonly string[] | null): readonly string[] | null {
  if (a === null || b === null) return a ?? b;
  const among = new Set(b);
  return a.filter((id) => among.has(id));
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
