import type { Visibility } from '#knowledge';

/**
 * A visibility as an SQL condition on documents: the one that decides, whatever an index says. Deny beats allow; nothing
 * allowed matches nothing.
 * @param alias Of the table `documents` in the query, for example `d`.
 * @param parameters The query's parameters so far; the condition's own are appended.
 */
export function documentsInSight(visibility: Visibility, alias: string, parameters: unknown[]): string {
  const { collections, documents, deniedDocuments, deniedMatters } = visibility;
  const list = listIn(parameters);
  const clauses = withinSight(visibility, `${alias}.collection_id`, parameters);
  if (collections !== 'all') {
    const whole = `${alias}.collection_id = ANY(${list(collections)})`;
    clauses.push(documents.length > 0 ? `(${whole} OR ${alias}.id = ANY(${list(documents)}))` : whole);
  }
  if (deniedDocuments.length > 0) clauses.push(`${alias}.id <> ALL(${list(deniedDocuments)})`);
  if (deniedMatters.length > 0)
    clauses.push(`(${alias}.matter_id IS NULL OR ${alias}.matter_id <> ALL(${list(deniedMatters)}))`);
  return joined(clauses);
}

/**
 * A visibility as an SQL condition on collections as a whole. For documents it says too much: they may be denied one by
 * one and by their matter.
 * @param alias Of the table `collections` in the query.
 */
export function collectionsInSight(visibility: Visibility, alias: string, parameters: unknown[]): string {
  const clauses = withinSight(visibility, `${alias}.id`, parameters);
  if (visibility.collections !== 'all')
    clauses.push(`${alias}.id = ANY(${listIn(parameters)(visibility.collections)})`);
  return joined(clauses);
}

/**
 * Whether no wall and no denial stands before a document, be it allowed or not: for who reads what was made of it without reading it.
 * @param alias Of the table `documents` in the query.
 */
export function documentsUnbarred(
  { deniedCollections, deniedDocuments, deniedMatters }: Visibility,
  alias: string,
  parameters: unknown[],
): string {
  const list = listIn(parameters);
  const denied = [
    [`${alias}.collection_id`, deniedCollections],
    [`${alias}.id`, deniedDocuments],
    [`${alias}.matter_id`, deniedMatters],
  ] as const;
  const some = denied.filter(([, ids]) => ids.length > 0);
  return joined(some.map(([column, ids]) => `(${column} IS NULL OR ${column} <> ALL(${list(ids)}))`));
}

/**
 * Whether what belongs to a matter by its number may be seen: no wall bars the reader from that matter. Numbers of no matter bar
 * nobody.
 * @param column With the number, or null.
 */
export function matterInSight({ deniedMatters }: Visibility, column: string, parameters: unknown[]): string {
  if (deniedMatters.length === 0) return 'TRUE';
  return `NOT EXISTS (SELECT 1 FROM matters barred WHERE barred.id = ANY(${listIn(parameters)(deniedMatters)})
    AND barred.number_key = lower(btrim(normalize(${column}, NFKC))))`;
}

function withinSight({ confinedTo, deniedCollections }: Visibility, column: string, parameters: unknown[]): string[] {
  const list = listIn(parameters);
  return [
    ...(confinedTo === null ? [] : [`${column} = ANY(${list(confinedTo)})`]),
    ...(deniedCollections.length === 0 ? [] : [`${column} <> ALL(${list(deniedCollections)})`]),
  ];
}

const listIn =
  (parameters: unknown[]) =>
  (ids: readonly string[]): string =>
    `$${parameters.push(ids)}::uuid[]`;

const joined = (clauses: readonly string[]): string => (clauses.length > 0 ? `(${clauses.join(' AND ')})` : 'TRUE');
