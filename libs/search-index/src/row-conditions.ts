/** One thing that a row can be asked. */
export type RowTest =
  | { readonly mediaTypes: readonly string[] }
  /** The path begins so. */
  | { readonly path: string }
  /** Each of these labels, from `labels.ts`. */
  | { readonly allLabels: readonly string[] }
  /** One of these labels. */
  | { readonly anyLabel: readonly string[] }
  | { readonly collections: readonly string[] }
  | { readonly documents: readonly string[] };

/** A condition of a search: at least one of the tests holds, or, when excluded, none. */
export interface RowCondition {
  readonly anyOf: readonly RowTest[];
  readonly isExcluded?: boolean;
}

/** A condition as LanceDB SQL. Without tests nothing fits. */
export function conditionSql({ anyOf, isExcluded = false }: RowCondition): string {
  const some = anyOf.length > 0 ? `(${anyOf.map(testSql).join(' OR ')})` : 'false';
  return isExcluded ? `NOT ${some}` : some;
}

function testSql(test: RowTest): string {
  if ('mediaTypes' in test) return oneOf('media_type', test.mediaTypes);
  if ('path' in test) return `starts_with(path, ${sqlString(test.path)})`;
  if ('collections' in test) return oneOf('collection_id', test.collections);
  if ('documents' in test) return oneOf('document_id', test.documents);
  if ('allLabels' in test) return hasLabels('array_has_all', test.allLabels);
  return hasLabels('array_has_any', test.anyLabel);
}

const oneOf = (column: string, values: readonly string[]): string =>
  values.length > 0 ? `${column} IN (${sqlList(values)})` : 'false';

const hasLabels = (how: 'array_has_all' | 'array_has_any', labels: readonly string[]): string =>
  labels.length > 0 ? `${how}(meta, [${sqlList(labels)}])` : String(how === 'array_has_all');

/** A row without any of these tokens, for the leg that knows no words. */
export const withoutTerms = (terms: readonly string[]): string[] =>
  terms.map((term) => `NOT contains(concat(' ', terms, ' '), ${sqlString(` ${term} `)})`);

/** A string literal. Only the quote is special: the dialect knows no backslash escapes. */
export function sqlString(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** The inside of an `IN (…)`, without duplicates. */
export function sqlList(values: Iterable<string>): string {
  return [...new Set(values)].map(sqlString).join(', ');
}
