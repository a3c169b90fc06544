import type { Visibility } from '#knowledge';

/**
 * A visibility as an SQL condition on a collection id. Deny beats allow; an empty allow list matches nothing.
 * @param column Qualified column, for example `d.collection_id`.
 * @param parameters The query's parameters so far; the condition's own are appended.
 */
export function visibleCollections(visibility: Visibility, column: string, parameters: unknown[]): string {
  const clauses: string[] = [];
  if (visibility.collections !== 'all') {
    parameters.push(visibility.collections);
    clauses.push(`${column} = ANY($${parameters.length}::uuid[])`);
  }
  if (visibility.deniedCollections.length > 0) {
    parameters.push(visibility.deniedCollections);
    clauses.push(`${column} <> ALL($${parameters.length}::uuid[])`);
  }
  return clauses.length > 0 ? `(${clauses.join(' AND ')})` : 'TRUE';
}
