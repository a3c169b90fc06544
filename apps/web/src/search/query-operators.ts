/** Facets whose values are operators of the same name. */
export type FacetField = 'collection' | 'type' | 'matter' | 'author' | 'language' | 'year';

/** What the service takes for a quotation mark. */
const QUOTE = /["“”„‟＂]/;

/** How a value of a facet is written in a query; a year is from its first day to the next year's. */
export function operatorOf(field: FacetField, value: string): string {
  if (field === 'year') return `after:${value} before:${String(Number(value) + 1).padStart(4, '0')}`;
  const bare = value.split(QUOTE).join(' ').trim();
  return `${field}:${/\s/.test(bare) ? `"${bare}"` : bare}`;
}

/** Whether a query is narrowed to a value. */
export const hasOperator = (query: string, operator: string): boolean => ` ${query} `.includes(` ${operator} `);

/** The query with an operator, or without it where it has it. */
export function toggleOperator(query: string, operator: string): string {
  const tidy = (text: string) => text.replace(/\s+/g, ' ').trim();
  return hasOperator(query, operator) ? tidy(` ${query} `.replace(` ${operator} `, ' ')) : tidy(`${query} ${operator}`);
}

const OPERATOR = /(?:^|\s)-?(?:title|type|author|language|matter|collection|path|before|after):(?:"[^"]*"|\S+)/gi;

/** Wider queries to try where one found nothing; each differs from it and is not empty. */
export function widerQueries(
  query: string,
): { kind: 'withoutPhrases' | 'withoutOperators' | 'withoutLast'; query: string }[] {
  const tidy = (text: string) => text.replace(/\s+/g, ' ').trim();
  const words = tidy(query).split(' ');
  const wider = [
    { kind: 'withoutPhrases' as const, query: tidy(query.replace(/(^|\s)"([^"]*)"/g, '$1$2')) },
    { kind: 'withoutOperators' as const, query: tidy(query.replace(OPERATOR, ' ')) },
    { kind: 'withoutLast' as const, query: /["]/.test(query) ? '' : words.slice(0, -1).join(' ') },
  ];
  return wider.filter((one) => one.query !== '' && one.query !== tidy(query));
}
