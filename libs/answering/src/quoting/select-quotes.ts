import type { Passage, Span } from '#knowledge';
import { isLabelledRow } from '../text/classify-lines.js';
import type { ReadSentence } from './read-passages.js';
import type { ScoredSentence } from './score-sentences.js';

/** Words taken from a stored text as they stand. */
export interface Quote {
  readonly passage: Passage;
  /** In the revision's stored text. */
  readonly span: Span;
  /** Exactly the stored text at `span`. */
  readonly text: string;
  /** Chunk id of the passage that it is quoted for; absent where it stands in one that was retrieved. */
  readonly beside?: string;
}

/** Quotations in one answer without a model. */
export const MOST_QUOTES = 3;
/** Of lists within lists, so many announcements come with an item, the nearest ones; each may turn its meaning round. */
export const MOST_ANNOUNCEMENTS = 4;
/** A further sentence is quoted when it scores at least this share of the best. */
export const FURTHER_SHARE = { second: 0.8, third: 0.94 } as const;
/** Short of this share it must also hold a word of the question that the others lack. */
const CLOSE_SHARE = 0.88;
/** A sentence with this share of the question's words answers in a way of its own ("the head of finance" to "who"). */
const SELF_SUFFICIENT = 0.6;
/** A sentence up to this long may be quoted for the sake of the pronoun that follows it. */
const LONGEST_LEAD_IN = 300;
const LEANS_BACK =
  /^(?:He|She|It|They|This|These|That|Those|Its|Their|His|Her|Er|Sie|Es|Dies|Diese[rs]?|Il|Elle|Ils|Elles|Él|Ella)\s/u;

/**
 * Choose the one to three sentences that answer, whole, each once.
 * A heading or a question hands over to the sentence it introduces; a sentence that leans on the one before it brings it along;
 * a table row brings its header where they adjoin; a list and the sentence that announces it come together, since an item means
 * nothing without it ("we don't pay for:"); so do a rule and the exception right after it.
 * @param scored All scored sentences, best first.
 * @param most Quotations at most, save that the best comes with what announces it.
 * @returns Best document first, within a document in reading order.
 */
export function selectQuotes(scored: readonly ScoredSentence[], most = MOST_QUOTES): Quote[] {
  const at = new Map(scored.map((sentence) => [key(sentence.passageIndex, sentence.index), sentence]));
  const candidates = distinct(scored.map((sentence) => handOver(sentence, at)).filter((sentence) => sentence !== null));
  const [best, ...others] = candidates;
  if (!best) return [];
  const chosen = [best];
  const add = (sentence: ScoredSentence | undefined): void => {
    if (sentence && !isTold(chosen, sentence) && quotationsOf([...chosen, sentence]).length <= most)
      chosen.push(sentence);
  };
  if (best.features.own < SELF_SUFFICIENT || best.features.kind < 1) add(neighbourOfKind(best, at));
  if (LEANS_BACK.test(best.text)) add(leadIn(best, at));
  for (const share of [FURTHER_SHARE.second, FURTHER_SHARE.third]) {
    const next = others.find(
      (other) => !isTold(chosen, other) && addsOrSharesNames(other, best) && rulesAsWell(other, best),
    );
    const isClose = next && next.score >= CLOSE_SHARE * best.score;
    if (next && next.score >= share * best.score && (isClose || addsWords(chosen, next))) add(next);
  }
  return quotationsOf(inReadingOrder(chosen));
}

/** Sentences as they are quoted, in their order, each word once: rows with their header, items with what announces their list. */
export function quotationsOf(sentences: readonly ReadSentence[]): Quote[] {
  const quotes = sentences.flatMap((sentence) => [...announcementsOf(sentence), quoteOf(sentence)]);
  return quotes.filter(
    (quote, i) => !quotes.some((other, k) => isWithin(quote, other) && (k < i || !isWithin(other, quote))),
  );
}

/** Whether a sentence holds a word of the question that none of the chosen ones holds. */
function addsWords(chosen: readonly ScoredSentence[], sentence: ScoredSentence): boolean {
  return [...sentence.held].some((key) => !chosen.some(({ held }) => held.has(key)));
}

/**
 * Whether a sentence of another document speaks of all names and numbers of the question that the best one speaks of, or of one that the best one
 * lacks: a question that names two things may be answered by two documents.
 */
function addsOrSharesNames(other: ScoredSentence, best: ScoredSentence): boolean {
  if (other.passage.revisionId === best.passage.revisionId) return true;
  return [...best.named].every((key) => other.named.has(key)) || [...other.named].some((key) => !best.named.has(key));
}

/** Beside a sentence that says whether something may be done stand others that do, and not what else is told of the thing. */
const rulesAsWell = (other: ScoredSentence, best: ScoredSentence): boolean =>
  other.features.ruling > 0 || best.features.ruling === 0;

/** The sentence itself, or the first that an introduction announces; null when nothing follows. */
function handOver(sentence: ScoredSentence, at: ReadonlyMap<string, ScoredSentence>): ScoredSentence | null {
  if (!sentence.isIntroduction) return sentence;
  const next = at.get(key(sentence.passageIndex, sentence.index + 1));
  return next ? handOver(next, at) : null;
}

/** The sentence next to it that holds the kind of thing asked for; rows and items speak for themselves only. */
function neighbourOfKind(best: ScoredSentence, at: ReadonlyMap<string, ScoredSentence>): ScoredSentence | undefined {
  if (best.kind !== 'sentence') return undefined;
  return [best.index + 1, best.index - 1]
    .map((index) => at.get(key(best.passageIndex, index)))
    .find(
      (sentence) => sentence?.kind === 'sentence' && sentence.features.kind === 1 && sentence.features.fragment === 0,
    );
}

function leadIn(best: ScoredSentence, at: ReadonlyMap<string, ScoredSentence>): ScoredSentence | undefined {
  const before = at.get(key(best.passageIndex, best.index - 1));
  return before && before.kind === 'sentence' && before.features.fragment === 0 && before.text.length <= LONGEST_LEAD_IN
    ? before
    : undefined;
}

function inReadingOrder(chosen: readonly ScoredSentence[]): ScoredSentence[] {
  const rank = new Map<string, number>();
  for (const sentence of chosen)
    if (!rank.has(sentence.passage.revisionId)) rank.set(sentence.passage.revisionId, rank.size);
  return [...chosen].sort(
    (a, b) => rank.get(a.passage.revisionId)! - rank.get(b.passage.revisionId)! || a.span.start - b.span.start,
  );
}

function announcementsOf({ passage, listed }: ReadSentence): Quote[] {
  return (listed?.announcements ?? [])
    .slice(-MOST_ANNOUNCEMENTS)
    .map((span) => ({ passage, span, text: textAt(passage, span) }));
}

function quoteOf(sentence: ReadSentence): Quote {
  const { passage, header } = sentence;
  const isContiguous =
    header !== undefined &&
    !isLabelledRow(sentence.text) &&
    /^[\s|:+=_-]*$/u.test(textAt(passage, { start: header.end, end: sentence.span.start }));
  const span = isContiguous
    ? { start: header.start, end: sentence.span.end }
    : (sentence.listed?.whole ?? sentence.qualified ?? sentence.span);
  return { passage, span, text: textAt(passage, span) };
}

function textAt({ text, span: { start } }: Passage, span: Span): string {
  return text.slice(span.start - start, span.end - start);
}

function isWithin(inner: Quote, outer: Quote): boolean {
  return (
    inner.passage.revisionId === outer.passage.revisionId &&
    inner.span.start >= outer.span.start &&
    inner.span.end <= outer.span.end
  );
}

/** Whether a chosen sentence's quotation has it already; the same words may stand in several documents. */
function isTold(chosen: readonly ScoredSentence[], sentence: ScoredSentence): boolean {
  const quote = quoteOf(sentence);
  return chosen
    .map(quoteOf)
    .some((other) => isWithin(quote, other) || asRecognised(other.text) === asRecognised(quote.text));
}

/** Letters that recognition takes for one another, as one; figures stay apart, since they are what two texts may differ in. */
const MISTAKEN: readonly (readonly [RegExp, string])[] = [
  [/rn/g, 'm'],
  [/[ijlt]/g, 'l'],
  [/[ceo]/g, 'o'],
  [/[nuv]/g, 'n'],
  [/[bh]/g, 'b'],
];

/** What tells nothing: signs that belong to no figure and no amount. */
const SIGNS = /(?<!\p{N})[.,:/]|[.,:/](?!\p{N})|[-−](?!\p{N})|[^\p{L}\p{M}\p{N}\p{Sc}%.,:/−-]/gu;

/** Letters, figures and amounts alone, the same for a text and what was recognised on a scan of it. */
function asRecognised(text: string): string {
  const letters = text.normalize('NFKC').toLowerCase().replace(SIGNS, '');
  return MISTAKEN.reduce((folded, [letter, as]) => folded.replace(letter, as), letters);
}

function distinct<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}

function key(passageIndex: number, index: number): string {
  return `${passageIndex}:${index}`;
}
