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

/**
 * Ways of as many tokens are asked for place by place: together they say less than each by itself, and take a tenth of the time to
 * plan. A way of a single token is looked for by the index of words alone.
 */
function pairsSql(ways: AskedPhrase): string {
  const lengths = [...new Set(ways.map(({ length }) => length))];
  const asked = lengths.map((length) => placesSql(ways.filter((tokens) => tokens.length === length)));
  return `(${asked.map((places) => `(${places.join(' AND ') || 'true'})`).join(' OR ')})`;
}

/** What a row fulfils at each place of ways of one length. */
function placesSql(ways: AskedPhrase): string[] {
  const places = ways[0]!.slice(1).map((_, at) => {
    const pairs = new Set(ways.map((tokens) => pairConditions(tokens.slice(at, at + 2)).join(' AND ')));
    return pairs.size > 1 ? `(${[...pairs].map((pair) => `(${pair})`).join(' OR ')})` : [...pairs].join('');
  });
  return [...new Set(places)];
}

const bounded = (tokens: readonly string[]): string => ` ${tokens.join(' ')} `;

const containsSql = (sequence: string): string => `contains(concat(' ', terms, ' '), ${sqlString(sequence)})`;

function hasEach(terms: string, wanted: readonly (readonly string[])[]): boolean {
  const within = ` ${terms} `;
  return wanted.every((ways) => ways.some((sequence) => within.includes(sequence)));
}
