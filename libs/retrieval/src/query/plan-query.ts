import { TYPE_NAMES, mediaTypesNamed } from '#knowledge';
import { type RowCondition, type RowTest, dateRangeLabels, wholeLabel, wordLabels } from '#search-index';
import { periodStart } from './date-period.js';
import { languageCode } from './language-codes.js';
import { type QueryField, type QueryPart, formatQuery } from './parse-query.js';
import { BadOperator, OnlyExclusions } from './query-errors.js';

/** A query, taken apart into what each step of a search needs. */
export interface QueryPlan {
  /** Words and phrases as one text, which is embedded and weighed; empty where only operators were written. */
  readonly text: string;
  /** Each must stand in the passage, its headings or its title, word for word. */
  readonly phrases: readonly string[];
  readonly excludedWords: readonly string[];
  readonly excludedPhrases: readonly string[];
  /** Each must stand in the title, word for word. */
  readonly titles: readonly string[];
  /** What the index can decide by itself, in both legs. */
  readonly conditions: readonly RowCondition[];
  /** Collections by name or id, to be resolved inside somebody's visibility. */
  readonly collections: readonly string[];
  readonly excludedCollections: readonly string[];
  /** Matters by number; a document must be under one of them, and under none of the excluded ones. */
  readonly matters: readonly string[];
  readonly excludedMatters: readonly string[];
}

/** A text without operators: every character of it is searched for. */
export const plainPlan = (text: string): QueryPlan => ({ ...EMPTY, text });

/**
 * @throws BadOperator for a value that can't be what its operator means, OnlyExclusions where nothing wanted is left.
 */
export function planQuery(parts: readonly QueryPart[]): QueryPlan {
  const texts = (kind: 'word' | 'phrase', isExcluded: boolean) =>
    parts.flatMap((part) => (part.kind === kind && part.isExcluded === isExcluded ? [part.text] : []));
  const fields = parts.filter((part) => part.kind === 'field');
  const wanted = parts.filter((part) => part.kind !== 'field' && !part.isExcluded).map((part) => textOf(part));
  if (parts.length > 0 && parts.every(({ isExcluded }) => isExcluded)) throw new OnlyExclusions();
  const collections = (isExcluded: boolean) => valuesOf(fields, 'collection', isExcluded);
  return {
    text: wanted.join(' '),
    phrases: texts('phrase', false),
    excludedWords: texts('word', true),
    excludedPhrases: texts('phrase', true),
    titles: valuesOf(fields, 'title', false).filter((title) => title.includes(' ')),
    conditions: [...conditionsOf(fields, false), ...conditionsOf(fields, true)],
    collections: collections(false),
    excludedCollections: collections(true),
    matters: valuesOf(fields, 'matter', false),
    excludedMatters: valuesOf(fields, 'matter', true),
  };
}

const EMPTY: QueryPlan = {
  ...{ text: '', phrases: [], excludedWords: [], excludedPhrases: [], titles: [], conditions: [] },
  ...{ collections: [], excludedCollections: [], matters: [], excludedMatters: [] },
};

type FieldPart = Extract<QueryPart, { kind: 'field' }>;
type ConditionPart = FieldPart & { readonly field: Exclude<QueryField, 'collection' | 'matter'> };

const textOf = (part: QueryPart): string => (part.kind === 'field' ? part.value : part.text);

function valuesOf(fields: readonly FieldPart[], field: QueryField, isExcluded: boolean): string[] {
  return fields.filter((part) => part.field === field && part.isExcluded === isExcluded).map(({ value }) => value);
}

/** Of a field that a document has one value of, any of those that were written; of titles and dates all. Excluded: none. */
function conditionsOf(fields: readonly FieldPart[], isExcluded: boolean): RowCondition[] {
  const written = fields.filter((part): part is ConditionPart => !RESOLVED.has(part.field));
  const groups = new Map<string, ConditionPart[]>();
  for (const [i, part] of written.filter((one) => one.isExcluded === isExcluded).entries()) {
    const group = ALL_MUST_HOLD.has(part.field) ? `${part.field} ${i}` : part.field;
    groups.set(group, [...(groups.get(group) ?? []), part]);
  }
  return [...groups.values()].map((group) => ({ anyOf: group.map(testOf), ...(isExcluded && { isExcluded }) }));
}

/** What only the library can turn into a condition. */
const RESOLVED: ReadonlySet<QueryField> = new Set(['collection', 'matter']);
const ALL_MUST_HOLD: ReadonlySet<QueryField> = new Set(['title', 'before', 'after']);

type Problem = ConstructorParameters<typeof BadOperator>[2]['problem'];

const PROBLEMS: Readonly<Record<Problem, string>> = {
  type: 'is no type of document that is read',
  language: 'is no language',
  date: 'is no date',
  word: 'has no word to look for',
};

function testOf(part: ConditionPart): RowTest {
  const { field, value } = part;
  const refuse = (problem: Problem, advice: string, allowed?: string): never => {
    const written = formatQuery([{ ...part, isExcluded: false }]);
    throw new BadOperator(PROBLEMS[problem], advice, { written, problem, field, ...(allowed && { allowed }) });
  };
  switch (field) {
    case 'type':
      return {
        mediaTypes:
          mediaTypesNamed(value) ??
          refuse('type', `Write type: and one of ${TYPE_NAMES.join(', ')}.`, TYPE_NAMES.join(', ')),
      };
    case 'language': {
      const code =
        languageCode(value) ?? refuse('language', 'Write a code such as language:de, or its name in English.');
      return { anyLabel: [wholeLabel('language', code)] };
    }
    case 'before':
    case 'after': {
      const start =
        periodStart(value) ?? refuse('date', `Write ${field}:2024, ${field}:2024-03 or ${field}:2024-03-15.`);
      return {
        anyLabel: field === 'before' ? dateRangeLabels(null, start.dayBefore) : dateRangeLabels(start.firstDay, null),
      };
    }
    case 'title':
    case 'author': {
      const labels = wordLabels(field, value);
      if (labels.length === 0) refuse('word', `Write ${field}: and a word that is not as common as "the".`);
      return { allLabels: labels };
    }
    case 'path':
      return { path: value };
  }
}
