import type { Span } from '#knowledge';
import { isNegated } from '../evidence/negation.js';
import { commandsModel } from '../text/addresses-model.js';
import { markerOf } from '../text/list-markers.js';
import { announces, endsSentence } from '../text/listed-lines.js';
import type { Sentence } from '../text/split-sentences.js';

/** How an item is quoted, since it means nothing without what its list says of it ("we don't pay for:"). */
export interface Listed {
  /** The announcement and the items after it, whole ones, as many as may be quoted at once; null for an item beyond them. */
  readonly whole: Span | null;
  /** What else announces it, outermost first: the words before a list that is too long to be quoted at once, or its heading. */
  readonly announcements: readonly Span[];
}

/** An announcement and its items are quoted together up to this many characters. */
const LONGEST = 700;
/** How far out a list with each kind of mark stands, of lists within lists: "1." before "(1)", "(a)" and a dash. */
const OUTWARDNESS = [0, 2, 1, 3];
/** Items looked at, so that a page of lines that all announce something takes no time that grows with their square. */
const MOST_ITEMS = 200;
/** "The following are not covered.", but not "the following month". */
const FOLLOWING =
  /(?<!\p{L})(?:(?:the following|folgende[nmrs]?)(?!\s+(?:(?:business |working |calendar )?(?:day|week|month|quarter|year)|Tag|Werktag|Woche|Monat|Quartal|Jahr|Kalenderjahr))|as follows|wie folgt|les suivants|los siguientes|las siguientes)(?!\p{L})|次の(?!月|年|日|週)|以下の|下記/iu;
/** "We do not pay for any of these." */
const THESE = /(?<!\p{L})(?:these|those|the following|diese[nrm]?|folgende[nmrs]?)(?!\p{L})|これら|次の|以下の|下記/iu;
const EXCLUDES = /exclu|prohibit|forbid|ausgeschlossen|ausgenommen|verboten|untersagt|除外|対象外|禁止/iu;

/**
 * The lists that a sentence or an item announces by a colon, or by saying that something follows: every item after it, up to
 * something else or to the next item of the announcing item's own kind. Stored texts have lost the bullets of their lists: what
 * follows on lines of their own is a list too. Of lists within lists the outermost one that fits counts. Rows of a table are quoted
 * one by one, below what announces them or says that something is not so of them; items right below a heading that are no
 * sentences are quoted below the heading.
 * @param text What the sentences were cut from; spans are relative to it.
 * @returns By place of the sentence; nothing for one that neither announces nor is announced.
 */
export function announcedLists(sentences: readonly Sentence[], text: string): (Listed | undefined)[] {
  const found: (Listed | undefined)[] = sentences.map(() => undefined);
  sentences.forEach((sentence, i) => {
    const items = listAfter(sentences, i, text);
    const isHeading = sentence.kind === 'heading';
    if (items.length === 0 || found[i]?.whole) return;
    const until = endOfWhole(sentence.start, items, (k) => opensItem(sentences, i + 1 + k, text));
    const isAtOnce = until !== null && !isHeading && !holdsCommand(items, until, text);
    const whole = isAtOnce ? { start: sentence.start, end: until } : null;
    const above = found[i]?.announcements ?? [];
    const below = [...above, { start: sentence.start, end: sentence.end }];
    if (!isHeading) found[i] = { whole, announcements: above };
    items.forEach((item, k) => {
      const isPart = whole !== null && item.end <= whole.end && item.kind !== 'row';
      if (found[i + 1 + k]?.whole) return;
      found[i + 1 + k] = isPart ? { whole, announcements: above } : { whole: null, announcements: below };
    });
  });
  return found;
}

/** What announces the sentence at a place, outermost first; see {@link announcedLists}. */
export function announcersOf(sentences: readonly Sentence[], place: number, text: string): Span[] {
  return sentences
    .slice(0, place)
    .filter((_, i) => i + listAfter(sentences, i, text).length >= place)
    .map(({ start, end }) => ({ start, end }));
}

/** The items that a sentence announces, none where it announces nothing. */
function listAfter(sentences: readonly Sentence[], at: number, text: string): Sentence[] {
  const textOf = ({ start, end }: Span) => text.slice(start, end);
  const announcing = sentences[at]!;
  const first = sentences[at + 1];
  if (!first || first.kind === 'heading' || announcing.kind === 'row') return [];
  if (announcing.kind === 'heading') return fragmentsAfter(sentences, at, text);
  const words = textOf(announcing);
  const isAnnounced = announces(words);
  const denies = isNegated(words) || EXCLUDES.test(words);
  const saysSo = first.kind === 'row' ? denies && THESE.test(words) : FOLLOWING.test(words);
  if (!isAnnounced && !(saysSo && isLineBreak(text, announcing, first))) return [];
  const own = announcing.kind === 'item' ? markerOf(words) : -1;
  const isNext = (item: Sentence) => own >= 0 && markerOf(textOf(item)) === own;
  const items = first.kind === 'item' ? markedAfter(sentences, at, text, isNext) : linesAfter(sentences, at, text);
  return isAnnounced || first.kind !== 'sentence' || linesIn(items, text) > 1 ? items : [];
}

/** What a quotation of the whole list would say beside its items: an order to language models is not quoted with them. */
function holdsCommand(items: readonly Sentence[], until: number, text: string): boolean {
  return items.some(({ start, end }) => end <= until && commandsModel(text.slice(start, end)));
}

/** Marked items up to something else, or to a mark of a list further out that stands apart from them. */
function markedAfter(
  sentences: readonly Sentence[],
  at: number,
  text: string,
  isNext: (item: Sentence) => boolean,
): Sentence[] {
  const after = sentences.slice(at + 1, at + 1 + MOST_ITEMS);
  const outward = (item: Sentence) => OUTWARDNESS[markerOf(text.slice(item.start, item.end))] ?? Infinity;
  const own = outward(after[0]!);
  const isOther = (item: Sentence, k: number) =>
    k > 0 && outward(item) < own && isBlankBetween(text, after[k - 1]!, item);
  const until = after.findIndex((item, k) => item.kind !== 'item' || isNext(item) || isOther(item, k));
  return until < 0 ? after : after.slice(0, until);
}

/** What follows up to a blank line or something of another kind. */
function linesAfter(sentences: readonly Sentence[], at: number, text: string): Sentence[] {
  const after = sentences.slice(at + 1, at + 1 + MOST_ITEMS);
  const until = after.findIndex(
    (next, k) => k > 0 && (next.kind !== after[0]!.kind || isBlankBetween(text, after[k - 1]!, next)),
  );
  return until < 0 ? after : after.slice(0, until);
}

/** The list right below a heading, where each of its items is a few words and no sentence. */
function fragmentsAfter(sentences: readonly Sentence[], at: number, text: string): Sentence[] {
  const first = sentences[at + 1]!;
  const items = first.kind === 'item' ? markedAfter(sentences, at, text, () => false) : linesAfter(sentences, at, text);
  const isList = first.kind === 'item' || (first.kind === 'sentence' && linesIn(items, text) > 1);
  const isWording = items.some(({ start, end }) => endsSentence(text.slice(start, end)));
  return isList && !isWording ? items : [];
}

/** Where the last item ends that fits; a long item is several sentences, of which only the first begins it. */
function endOfWhole(start: number, items: readonly Sentence[], opens: (place: number) => boolean): number | null {
  const ends = items.flatMap(({ end }, k) => (k + 1 === items.length || opens(k + 1) ? [end] : []));
  return ends.findLast((end) => end - start <= LONGEST) ?? null;
}

function opensItem(sentences: readonly Sentence[], at: number, text: string): boolean {
  const { kind, start, end } = sentences[at]!;
  return kind === 'item'
    ? markerOf(text.slice(start, end)) >= 0
    : isLineBreak(text, sentences[at - 1]!, sentences[at]!);
}

function linesIn(items: readonly Sentence[], text: string): number {
  return items.filter((item, k) => k === 0 || isLineBreak(text, items[k - 1]!, item)).length;
}

const isLineBreak = (text: string, one: Span, next: Span): boolean => /[\r\n]/u.test(text.slice(one.end, next.start));

/** Whether a blank line parts two sentences. */
export const isBlankBetween = (text: string, one: Span, next: Span): boolean =>
  /\n[^\S\n]*\n|\r\r/u.test(text.slice(one.end, next.start));
