import { type Lexicon, type QueryWord, isNeeded, keyOfWord } from '#search-index';

/** Words that a thing is known by: enough to tell its subject, few enough to be searched for. */
const MOST_TERMS = 32;
const SHORTEST_TERM = 3;
const LATIN = /^[a-z]+$/;

/**
 * The words that a text says most, longer ones before shorter ones that are as frequent (long words are the rare ones); what is
 * common in the whole library weighs little in BM25 anyway.
 * @param texts Title and headings count as often as they are given.
 */
export function significantTerms(texts: readonly string[], lexicon: Lexicon): QueryWord[] {
  const counts = new Map<string, { word: QueryWord; n: number }>();
  for (const word of texts.flatMap((text) => lexicon.words(text)).filter(isNeeded)) {
    const form = word.forms[0]!;
    if (LATIN.test(form) && form.length < SHORTEST_TERM) continue;
    const key = keyOfWord(word);
    counts.set(key, { word, n: (counts.get(key)?.n ?? 0) + 1 });
  }
  const weighed = [...counts].map(([key, { word, n }]) => {
    return { key, word, weight: Math.log1p(n) * Math.sqrt(word.forms[0]!.length) };
  });
  weighed.sort((a, b) => b.weight - a.weight || (a.key < b.key ? -1 : 1));
  return weighed.slice(0, MOST_TERMS).map(({ word }) => word);
}

/** The middle of vectors, of length 1; null of none. */
export function meanVector(vectors: readonly Float32Array[]): Float32Array | null {
  const [first] = vectors;
  if (!first) return null;
  const sum = new Float32Array(first.length);
  for (const vector of vectors) for (let i = 0; i < sum.length; i++) sum[i]! += vector[i]!;
  const length = Math.hypot(...sum);
  return length > 0 ? sum.map((value) => value / length) : null;
}
