const LONGEST_WORD = 100;
const segments = new Intl.Segmenter(undefined, { granularity: 'word' });

/**
 * The distinct words of a text as they are compared: compatibility forms and case don't count. Scripts without spaces are
 * taken apart by dictionary. In order of first use; each has at most 100 UTF-16 units.
 */
export function wordsOf(text: string): string[] {
  const words = new Set<string>();
  for (const { segment, isWordLike } of segments.segment(text.normalize('NFKC').toLowerCase()))
    if (isWordLike) words.add(segment.slice(0, LONGEST_WORD).toWellFormed());
  return [...words];
}

/** Position 1 is the title or question, 2 the answer; weights tell them apart in a query. */
type Weighted = readonly (readonly [text: string, mark: '1A' | '2B'])[];

/** A PostgreSQL `tsvector` literal of texts, each under its weight. PostgreSQL's own parser sees whole words only. */
export function searchVector(texts: Weighted): string {
  const marks = new Map<string, string[]>();
  for (const [text, mark] of texts)
    for (const word of wordsOf(text)) marks.set(word, [...(marks.get(word) ?? []), mark]);
  return [...marks].map(([word, where]) => `${quoted(word)}:${where.join(',')}`).join(' ');
}

/**
 * A PostgreSQL `tsquery` literal: words that begin with each of these, all of them.
 * @param weight Only words of this weight: `A` questions, `B` answers.
 */
export function searchQuery(words: readonly string[], weight: 'A' | 'AB'): string {
  return words.map((word) => `${quoted(word)}:*${weight}`).join(' & ');
}

const quoted = (word: string): string => `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
