import type { Span } from '#knowledge';
import type { Sentence } from '../text/split-sentences.js';

/** How an item is quoted, since it means nothing without what its list says of it ("we don't pay for:"). */
export interface Listed {
  /** The announcement and the items after it, whole ones, as many as may be quoted at once; null for an item beyond them. */
  readonly whole: Span | null;
  /** What else announces it, outermost first: the words before a list that is too long to be quoted at once. */
  readonly announcements: readonly Span[];
}

/** An announcement and its items are quoted together up to this many characters. */
const LONGEST = 700;
const MARKERS = [
  /^\s*(?:§\s*)?\d+(?:\.\d+)*[.)]?\s/u,
  /^\s*\(?\p{L}{1,4}[.)]\s/u,
  /^\s*\(\d+\)\s/u,
  /^\s*[-*•–—·▪◦‣]\s/u,
];

/** Whether words end with a colon. */
export const announces = (text: string): boolean => /[:：]["”’»)\]*_]*$/u.test(text);

/**
 * The lists that a sentence or an item announces by a colon: every item after it, up to something else or to the next item of the
 * announcing item's own kind. Of lists within lists the outermost one that fits counts.
 * @param text What the sentences were cut from; spans are relative to it.
 * @returns By place of the sentence; nothing for one that neither announces nor is announced.
 */
export function announcedLists(sentences: readonly Sentence[], text: string): (Listed | undefined)[] {
  const found: (Listed | undefined)[] = sentences.map(() => undefined);
  const textOf = ({ start, end }: Span) => text.slice(start, end);
  sentences.forEach((sentence, i) => {
    if ((sentence.kind !== 'sentence' && sentence.kind !== 'item') || !announces(textOf(sentence))) return;
    const own = sentence.kind === 'item' ? markerOf(textOf(sentence)) : -1;
    const items = itemsAfter(sentences, i, (item) => own >= 0 && markerOf(textOf(item)) === own);
    if (items.length === 0 || found[i]?.whole) return;
    const until = endOfWhole(sentence.start, items, (item) => markerOf(textOf(item)) >= 0);
    const whole = until === null ? null : { start: sentence.start, end: until };
    const above = found[i]?.announcements ?? [];
    const below = [...above, { start: sentence.start, end: sentence.end }];
    [sentence, ...items].forEach((member, k) => {
      if (found[i + k]?.whole) return;
      const isPart = whole !== null && member.end <= whole.end;
      found[i + k] = isPart ? { whole, announcements: above } : { whole: null, announcements: k === 0 ? above : below };
    });
  });
  return found;
}

function itemsAfter(sentences: readonly Sentence[], at: number, isNext: (item: Sentence) => boolean): Sentence[] {
  const after = sentences.slice(at + 1);
  const until = after.findIndex((sentence) => sentence.kind !== 'item' || isNext(sentence));
  return until < 0 ? after : after.slice(0, until);
}

/** Where the last item ends that fits; a long item is several sentences, of which only the first has a marker. */
function endOfWhole(start: number, items: readonly Sentence[], opens: (item: Sentence) => boolean): number | null {
  const ends = items.flatMap(({ end }, k) => (k + 1 === items.length || opens(items[k + 1]!) ? [end] : []));
  return ends.findLast((end) => end - start <= LONGEST) ?? null;
}

function markerOf(text: string): number {
  return MARKERS.findIndex((marker) => marker.test(text));
}
