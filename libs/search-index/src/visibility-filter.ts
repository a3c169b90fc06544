import type { Metadata, Visibility } from '#knowledge';
import { metadataEntry, STILL_VALID } from './index-row.js';

/** What a search is narrowed to, inside what its reader may see. */
export interface RowScope {
  /** Only these collections; absent means every visible one, empty means none. */
  readonly collectionIds?: readonly string[];
  /** Every pair must hold. `type` is the exact media type, `path` the start of the path, any other key a metadata pair. */
  readonly filter: Metadata;
  /** Sequence number: rows that were valid at that moment. Null: rows that are valid now. */
  readonly asOf: number | null;
}

/**
 * The one condition under which a row may be seen by a search, as LanceDB SQL. It is the pre-filter of the keyword leg
 * and of the vector leg alike. Deny beats allow.
 * @returns Null when no row can match, so that there is nothing to search.
 */
export function visibilityFilter(visibility: Visibility, { collectionIds, filter, asOf }: RowScope): string | null {
  const collections = collectionCondition(visibility, collectionIds);
  if (collections === null) return null;
  return [...collections, validityCondition(asOf), ...Object.entries(filter).map(metadataCondition)].join(' AND ');
}

function collectionCondition(
  { collections, deniedCollections }: Visibility,
  requested?: readonly string[],
): string[] | null {
  const denied = new Set(deniedCollections);
  const allowed =
    collections === 'all' ? requested : requested ? collections.filter((id) => requested.includes(id)) : collections;
  if (allowed === undefined) return denied.size > 0 ? [`collection_id NOT IN (${sqlList(denied)})`] : [];
  const seen = allowed.filter((id) => !denied.has(id));
  return seen.length > 0 ? [`collection_id IN (${sqlList(seen)})`] : null;
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

/** A string literal. Only the quote is special: the dialect knows no backslash escapes. */
export function sqlString(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** The inside of an `IN (…)`, without duplicates. */
export function sqlList(values: Iterable<string>): string {
  return [...new Set(values)].map(sqlString).join(', ');
}

/** An integer literal; anything else is a mistake of the caller. */
export function sqlInteger(value: number): string {
  if (!Number.isSafeInteger(value)) throw new TypeError(`${value} is not a sequence number.`);
  return String(value);
}
