import { type DocumentPlace, type Visibility, documentJudge } from '#knowledge';

/**
 * A visibility as an SQL condition on documents: the one that decides, whatever an index says. Deny beats allow; nothing
 * allowed matches nothing.
 * @param alias Of the table `documents` in the query, for example `d`.
 * @param parameters The query's parameters so far; the condition's own are appended.
 */
export function documentsInSight(visibility: Visibility, alias: string, parameters: unknown[]): string {
  const { collections, documents, deniedDocuments, deniedMatters } = visibility;
  const { among, notAmong } = listsIn(parameters);
  const clauses = withinSight(visibility, `${alias}.collection_id`, parameters);
  if (collections !== 'all') {
    const whole = among(`${alias}.collection_id`, collections);
    clauses.push(documents.length > 0 ? `(${whole} OR ${among(`${alias}.id`, documents)})` : whole);
  }
  if (deniedDocuments.length > 0) clauses.push(notAmong(`${alias}.id`, deniedDocuments));
  if (deniedMatters.length > 0)
    clauses.push(`(${alias}.matter_id IS NULL OR ${notAmong(`${alias}.matter_id`, deniedMatters)})`);
  return joined(clauses);
}

/**
 * The same decision for a query that reads few documents, by ids of their own: lists too long to be sent each time are asked of
 * the rows that come, which {@link DocumentSight.admits} has to be asked of every one of them.
 */
export function fewDocumentsInSight(visibility: Visibility, alias: string, parameters: unknown[]): DocumentSight {
  const { collections, documents, deniedCollections, deniedDocuments, deniedMatters } = visibility;
  const lists = [
    collections === 'all' ? [] : collections,
    documents,
    deniedCollections,
    deniedDocuments,
    deniedMatters,
  ];
  return lists.some(({ length }) => length >= LONG_LIST)
    ? { condition: 'TRUE', admits: documentJudge(visibility) }
    : { condition: documentsInSight(visibility, alias, parameters), admits: () => true };
}

/**
 * A visibility in two parts that only count together: the condition in the query, then `admits` for each row that
 * comes.
 */
export interface DocumentSight {
  readonly condition: string;
  readonly admits: (place: DocumentPlace) => boolean;
}

/**
 * A visibility as an SQL condition on collections as a whole. For documents it says too much: they may be denied one by
 * one and by their matter.
 * @param alias Of the table `collections` in the query.
 */
export function collectionsInSight(visibility: Visibility, alias: string, parameters: unknown[]): string {
  const clauses = withinSight(visibility, `${alias}.id`, parameters);
  if (visibility.collections !== 'all') clauses.push(listsIn(parameters).among(`${alias}.id`, visibility.collections));
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
  const { notAmong } = listsIn(parameters);
  const denied = [
    [`${alias}.collection_id`, deniedCollections],
    [`${alias}.id`, deniedDocuments],
    [`${alias}.matter_id`, deniedMatters],
  ] as const;
  const some = denied.filter(([, ids]) => ids.length > 0);
  return joined(some.map(([column, ids]) => `(${column} IS NULL OR ${notAmong(column, ids)})`));
}

/**
 * Whether what belongs to a matter by its number may be seen: no wall bars the reader from a matter that has this number, or had it
 * when that was written. Numbers of no matter bar nobody.
 * @param column With the number, or null.
 */
export function matterInSight({ deniedMatters }: Visibility, column: string, parameters: unknown[]): string {
  if (deniedMatters.length === 0) return 'TRUE';
  return `NOT EXISTS (SELECT 1 FROM matter_numbers barred
    WHERE ${listsIn(parameters).among('barred.matter_id', deniedMatters)} AND barred.number_key = matter_key(${column}))`;
}

function withinSight({ confinedTo, deniedCollections }: Visibility, column: string, parameters: unknown[]): string[] {
  const { among, notAmong } = listsIn(parameters);
  return [
    ...(confinedTo === null ? [] : [among(column, confinedTo)]),
    ...(deniedCollections.length === 0 ? [] : [notAmong(column, deniedCollections)]),
  ];
}

/** From so many on a list is a table to PostgreSQL: of an array it weighs up each element in every plan, 10 ms for 5,000. */
const LONG_LIST = 100;

function listsIn(parameters: unknown[]) {
  const list = (ids: readonly string[]): string => `$${parameters.push(ids)}::uuid[]`;
  const table = (ids: readonly string[]): string => `(SELECT unnest(${list(ids)}))`;
  return {
    among: (column: string, ids: readonly string[]): string =>
      ids.length < LONG_LIST ? `${column} = ANY(${list(ids)})` : `${column} IN ${table(ids)}`,
    notAmong: (column: string, ids: readonly string[]): string =>
      ids.length < LONG_LIST ? `${column} <> ALL(${list(ids)})` : `${column} NOT IN ${table(ids)}`,
  };
}

const joined = (clauses: readonly string[]): string => (clauses.length > 0 ? `(${clauses.join(' AND ')})` : 'TRUE');
