import type { Passage, Span } from '#knowledge';
import { splitSentences } from '../text/split-sentences.js';
import { announcedLists, announcersOf } from './announced-lists.js';
import { qualifiedSentences } from './qualified-sentences.js';
import { MOST_ANNOUNCEMENTS, type Quote } from './select-quotes.js';

/** The chunks before and after a passage in its section, in reading order and without a gap. */
export interface Beside {
  readonly before: readonly Passage[];
  readonly after: readonly Passage[];
}

/**
 * Whether the words that a quotation needs may stand in another chunk: it lies where its passage begins, which may be in the middle
 * of a list, or where it ends, after which an exception may follow.
 */
export function mayNeedMore({ passage, span }: Quote): boolean {
  const [start, end] = [span.start - passage.span.start, span.end - passage.span.start];
  if (!/\S/u.test(passage.text.slice(end))) return true;
  const head = passage.text.slice(0, start);
  const isFirst = !/\n[^\S\n]*\n/u.test(head) || splitSentences(head).every(({ kind }) => kind === 'item');
  return isFirst && passage.span.start > 0;
}

/**
 * Quotations with what their passages were cut off from: the announcement of a list that began in an earlier chunk, the rule that an
 * exception belongs to, the exception to a rule. Each is a quotation of the chunk that it stands in.
 * @param beside What stands beside a quoted passage, by its chunk id; passages that are absent stay as they are.
 * @returns In the given order, additions around what they belong to, each once.
 */
export function completeQuotes(quotes: readonly Quote[], beside: ReadonlyMap<string, Beside>): Quote[] {
  const all = quotes.flatMap((quote) => completed(quote, beside.get(quote.passage.chunkId)));
  return all.filter(
    (quote, i) => !all.some((other, k) => k !== i && holds(other, quote) && (k < i || !holds(quote, other))),
  );
}

function completed(quote: Quote, beside: Beside | undefined): Quote[] {
  const chunks = beside ? [...beside.before, quote.passage, ...beside.after] : [];
  const base = chunks[0]?.span.start ?? 0;
  const text = joined(chunks);
  if (text === null) return [quote];
  const sentences = splitSentences(text);
  const placeOf = (offset: number) =>
    sentences.findIndex(({ start, end }) => start <= offset - base && offset - base < end);
  const [first, last] = [placeOf(quote.span.start), placeOf(quote.span.end - 1)];
  if (first < 0 || last < 0) return [quote];
  const groups = qualifiedSentences(sentences, text, announcedLists(sentences, text));
  const needed = [
    ...announcersOf(sentences, first, text).slice(-MOST_ANNOUNCEMENTS),
    ...sentences.filter((_, i) => groups[i] && (groups[i] === groups[first] || groups[i] === groups[last])),
  ];
  const found = needed.flatMap(({ start, end }) => quoteAt(chunks, quote, { start: start + base, end: end + base }));
  const isBefore = ({ span }: Quote) => span.start < quote.span.start;
  return [...found.filter(isBefore), quote, ...found.filter((each) => !isBefore(each))];
}

/** Neighbouring chunks as one text; only white space lies between them. Null where they are no neighbours. */
function joined(chunks: readonly Passage[]): string | null {
  let text = '';
  for (const [i, chunk] of chunks.entries()) {
    const gap = chunk.span.start - (chunks[i - 1]?.span.end ?? chunk.span.start);
    if (gap < 0) return null;
    text += '\n'.repeat(gap) + chunk.text;
  }
  return chunks.length < 2 ? null : text;
}

/** The words at a span of another chunk than the quoted one; none for what lies in it, or in no single chunk. */
function quoteAt(chunks: readonly Passage[], { passage: own }: Quote, span: Span): Quote[] {
  const passage = chunks.find((chunk) => chunk.span.start <= span.start && span.end <= chunk.span.end);
  if (!passage || passage.chunkId === own.chunkId) return [];
  const text = passage.text.slice(span.start - passage.span.start, span.end - passage.span.start);
  return [{ passage, span, text, beside: own.chunkId }];
}

function holds(outer: Quote, inner: Quote): boolean {
  return (
    outer.passage.revisionId === inner.passage.revisionId &&
    outer.span.start <= inner.span.start &&
    inner.span.end <= outer.span.end
  );
}
