import { type DescribedRevision, dayOf, documentFacts } from '#knowledge';
import { analyse } from './analyse.js';

/** What rows are labelled by beside their metadata pairs. */
export type LabelField = 'title' | 'author' | 'language' | 'matter' | 'date';

/** A label: never a metadata pair, because it holds no `=` and every pair does. */
const label = (field: LabelField, value: string): string => `${field}~${value.replaceAll('=', ' ')}`;

/** The label of a value that counts as a whole, whatever its case and width. */
export const wholeLabel = (field: 'language' | 'matter', value: string): string =>
  label(field, value.normalize('NFKC').trim().toLowerCase());

/** Labels of the words of a title or an author's name, as the index analyses words; a row has them all where it names them all. */
export const wordLabels = (field: 'title' | 'author', text: string): string[] =>
  [...new Set(analyse(text))].map((token) => label(field, token));

/** Everything that a row can be narrowed to: words of title and authors, language, matter, and its date at every precision. */
export function labelsOf({ title, ...revision }: DescribedRevision & { readonly title: string }): string[] {
  const { authors, language, matter, date } = documentFacts(revision);
  return [
    ...wordLabels('title', title),
    ...authors.flatMap((author) => wordLabels('author', author)),
    ...(language === null ? [] : [wholeLabel('language', language)]),
    ...(matter === null ? [] : [wholeLabel('matter', matter)]),
    ...(date === null ? [] : PRECISIONS.map((length) => label('date', date.slice(0, length)))),
  ];
}

/** Lengths of a date's beginnings: century, decade, year, month, day. */
const PRECISIONS = [2, 3, 4, 7, 10] as const;
const FIRST_DAY = '0000-01-01';
const LAST_DAY = '9999-12-31';

/**
 * Labels of which a row has one exactly when its date is within a range: the longest stretches that fit (a whole century, a whole
 * month, …), so that the condition stays short and the label index answers it.
 * @param from,to Days as `YYYY-MM-DD`, both included; null where the range is open.
 */
export function dateRangeLabels(from: string | null, to: string | null): string[] {
  const [first, last] = [from ?? FIRST_DAY, to ?? LAST_DAY];
  const cover = (beginning: string): string[] => {
    const [lowest, highest] = [fillUp(beginning, FIRST_DAY), beginning + lastFrom(beginning)];
    if (highest < first || lowest > last) return [];
    if (lowest >= first && highest <= last) return beginning === '' ? centuries() : [label('date', beginning)];
    return childrenOf(beginning).flatMap(cover);
  };
  return cover('');
}

const fillUp = (beginning: string, with_: string): string => beginning + with_.slice(beginning.length);
/** Months are taken to have 31 days: no row has the days that are too many. */
const lastFrom = (beginning: string): string => LAST_DAY.slice(beginning.length);
const centuries = (): string[] => childrenOf('').map((century) => label('date', century));

function childrenOf(beginning: string): string[] {
  const two = (n: number) => String(n).padStart(2, '0');
  const several = (count: number, child: (n: number) => string) => Array.from({ length: count }, (_, n) => child(n));
  if (beginning.length === 0) return several(100, two);
  if (beginning.length < 4) return several(10, (n) => `${beginning}${n}`);
  if (beginning.length === 4) return several(12, (n) => `${beginning}-${two(n + 1)}`);
  return several(31, (n) => `${beginning}-${two(n + 1)}`).filter((day) => dayOf(day) !== null);
}
