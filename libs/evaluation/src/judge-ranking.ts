import type { ExpectedSource, GoldenResult } from './golden-question.js';

/** A passage as far as it matters here, with the documents that say the same. */
export interface FoundPassage {
  readonly documentId: string;
  readonly page: number;
  readonly text: string;
  readonly copies?: readonly { readonly documentId: string }[];
}

/** Figures of a set of questions, each in [0, 1]; means over the questions. */
export interface GoldenFigures {
  readonly questions: number;
  readonly hitAt1: number;
  readonly hitAt5: number;
  readonly mrr: number;
  readonly ndcgAt10: number;
}

const DEPTH = 10;
const TOP = 5;

/**
 * Where the expected sources stand in what was found. Documents count at their best place. A quote must stand in a passage
 * found (whatever its case and spacing); a page is only asked for where there is no quote.
 * @param passages Best first.
 */
export function judgeRanking(
  expected: readonly ExpectedSource[],
  passages: readonly FoundPassage[],
): Pick<GoldenResult, 'ranks' | 'top'> {
  const documents = [
    ...new Set(passages.flatMap((one) => [one.documentId, ...(one.copies ?? []).map((c) => c.documentId)])),
  ];
  const rankOf = new Map(documents.map((id, i) => [id, i + 1]));
  const ranks = expected.map((source) => {
    const rank = passages.some((passage) => answers(source, passage)) ? rankOf.get(source.documentId) : undefined;
    return rank !== undefined && rank <= DEPTH ? rank : null;
  });
  const wanted = new Set(expected.map(({ documentId }) => documentId));
  const top = documents.slice(0, TOP).map((documentId) => ({ documentId, isExpected: wanted.has(documentId) }));
  return { ranks, top };
}

/** Normalised discounted cumulative gain of one question, cut at ten, every expected document worth the same. */
export function ndcgOf(ranks: readonly (number | null)[], expectedDocuments: number): number {
  const gain = (rank: number) => 1 / Math.log2(rank + 1);
  const found = [...new Set(ranks.filter((rank) => rank !== null))];
  const ideal = Array.from({ length: Math.min(DEPTH, expectedDocuments) }, (_, i) => gain(i + 1));
  return Math.min(1, sum(found.map(gain)) / sum(ideal));
}

/** The best rank of a result; null when nothing expected was among the first ten. */
export function bestRank(ranks: readonly (number | null)[]): number | null {
  const found = ranks.filter((rank) => rank !== null);
  return found.length > 0 ? Math.min(...found) : null;
}

/** Means over questions; zeros for none. Sources in one document count once. */
export function figuresOf(
  judged: readonly { readonly ranks: readonly (number | null)[]; readonly expectedDocuments: number }[],
): GoldenFigures {
  const best = judged.map(({ ranks }) => bestRank(ranks));
  const share = (values: readonly number[]) => (judged.length === 0 ? 0 : sum(values) / judged.length);
  return {
    questions: judged.length,
    hitAt1: share(best.map((rank) => Number(rank === 1))),
    hitAt5: share(best.map((rank) => Number(rank !== null && rank <= 5))),
    mrr: share(best.map((rank) => (rank === null ? 0 : 1 / rank))),
    ndcgAt10: share(judged.map(({ ranks, expectedDocuments }) => ndcgOf(ranks, expectedDocuments))),
  };
}

function answers({ documentId, quote, page }: ExpectedSource, passage: FoundPassage): boolean {
  const says = passage.documentId === documentId || passage.copies?.some((copy) => copy.documentId === documentId);
  if (!says) return false;
  // A copy has a page of its own.
  if (quote === null) return page === null || passage.documentId !== documentId || passage.page === page;
  return standsIn(quote, passage.text) || standsIn(passage.text, quote);
}

/** Whether words stand in a text, whatever their case and spacing. */
export const standsIn = (words: string, text: string): boolean => plain(text).includes(plain(words));

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
