import type { AskedPhrase } from './analysis/lexicon.js';
import { sqlString } from './row-conditions.js';
import type { RowFilter, RowPlace } from './visibility-filter.js';
import { pairConditions } from './word-pairs.js';

/** A row with its tokens, as the table stores them: with one space between them. */
export interface RowOfTerms extends RowPlace {
  readonly terms: string;
}

/**
 * A filter that wants each of the phrases as well: one of its sequences, token by token. The index knows which words a row
 * has but not where; the rows that it finds are few and say it themselves, so it is half as large and is kept up at a
 * third of the cost. The rows have to be read with their `terms`.
 * @param hasPairs Whether the table has the columns that leave out most rows without the phrase before they are read.
 */
export function withPhrases(
  filter: RowFilter,
  phrases: readonly AskedPhrase[],
  hasPairs: boolean,
): RowFilter<RowOfTerms> {
  const sequences = phrases.filter((ways) => ways.some(({ length }) => length > 1));
  const wanted = sequences.map((ways) => ways.map(bounded));
  if (wanted.length === 0) return filter;
  return {
    get where() {
      return [filter.where, ...wanted.map((ways) => `(${ways.map(containsSql).join(' OR ')})`)].join(' AND ');
    },
    coarse: [filter.coarse ?? filter.where, ...(hasPairs ? sequences.map(pairsSql) : [])].join(' AND '),
    admits: (row) => filter.admits(row) && hasEach(row.terms, wanted),
  };
}

/** A way of a single token is looked for by the index of words alone. */
const pairsSql = (ways: AskedPhrase): string =>
  `(${ways.map((sequence) => `(${pairConditions(sequence).join(' AND ') || 'true'})`).join(' OR ')})`;

const bounded = (tokens: readonly string[]): string => ` ${tokens.join(' ')} `;

const containsSql = (sequence: string): string => `contains(concat(' ', terms, ' '), ${sqlString(sequence)})`;

function hasEach(terms: string, wanted: readonly (readonly string[])[]): boolean {
  const within = ` ${terms} `;
  return wanted.every((ways) => ways.some((sequence) => within.includes(sequence)));
}
