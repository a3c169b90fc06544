import { affinity } from '../text/terms.js';
import { FLANK, type Gap, type Word } from './aligned-gaps.js';

/** Words of two gaps that change places, at most. */
const MOST_CROSSED = 4;
/** Capitals that begin a sentence or go before a name. */
const NO_NAME =
  /^(?:The|A|An|Mr|Mrs|Ms|Dr|Prof|Sir|Herr|Frau|Der|Die|Das|All|Every|Each|Some|Many|Most|Few|Several|None|No|Alle|Einige|Viele)$/u;
/** Between these, what stands on either side may change places: "the tenant and the landlord". */
const JOINING = /^(?:and|or|nor|with|the|an?|both|und|oder|mit|sowie|der|die|das|et|ou|avec|l[ea]s?|y|o|con|el)$/iu;

/** What makes a doer stand behind the deed: the two sides of a passive are no exchange. */
const DONE_BY = /^(?:by|von|durch|par|por)$/iu;

/** A name or number of a sentence, and what its source has in its place. */
export interface Exchanged {
  readonly term: Word;
  readonly stood: readonly Word[];
}

/**
 * Names and numbers that stand in a sentence where its source, otherwise worded the same there, has others:
 * "Beta must give three months" for "Acme must give three months".
 * @param source The text in which the gaps' `stood` stand.
 * @returns None when the wording differs too much to tell.
 */
export function exchangedNames(gaps: readonly Gap[], source: string): Exchanged[] {
  // "Many" that opens a sentence is "many" elsewhere.
  const plainWords = new Set(source.match(/(?<!\p{L})\p{Ll}[\p{L}'’-]*/gu));
  const isName = (word: Word) => isNameLike(word) && !(word.start === 0 && plainWords.has(word.surface.toLowerCase()));
  return gaps.flatMap(({ written, stood, flank }): Exchanged[] => {
    if (written.length === 0 || stood.length === 0 || written.length > 8 || stood.length > 8) return [];
    if (flank < 2 * FLANK || isDoneBy(written) !== isDoneBy(stood)) return [];
    const names = written.filter((word) => isName(word) && !isAmong(word, stood));
    const isOther = stood.some((word) => isNameLike(word) && !isAmong(word, written));
    return isOther ? names.map((term) => ({ term, stood })) : [];
  });
}

/**
 * Words, names or not, that have changed places: "the landlord gives the tenant notice" for "the tenant gives the landlord notice". Where nothing but
 * commas and joining words stand between the places they make a list, whose order says nothing.
 * @param source The text in which the gaps' `stood` stand.
 */
export function crossedWords(gaps: readonly Gap[], source: string): Word[] {
  const close = gaps.filter(({ written, stood, flank }) => flank > FLANK && isFew(written) && isFew(stood));
  return close.flatMap((one, i) =>
    close
      .slice(i + 1)
      .filter((two) => isSame(one.written, two.stood) && isSame(two.written, one.stood))
      .filter((two) => !isListed(source.slice(one.stood.at(-1)!.end, two.stood[0]!.start)))
      .flatMap((two) => [...one.written, ...two.written]),
  );
}

const isFew = (words: readonly Word[]): boolean => words.length > 0 && words.length <= MOST_CROSSED;

const isSame = (some: readonly Word[], others: readonly Word[]): boolean =>
  some.length === others.length && some.every(({ key }, i) => key === others[i]!.key);

const isListed = (between: string): boolean =>
  /[,;/&]/u.test(between) || (between.match(/[\p{L}\p{N}]+/gu) ?? []).every((word) => JOINING.test(word));

const isDoneBy = (words: readonly Word[]): boolean => words.some(({ surface }) => DONE_BY.test(surface));

const isNameLike = ({ surface, isNumber }: Word): boolean =>
  isNumber || (/^\p{Lu}/u.test(surface) && !NO_NAME.test(surface));

const isAmong = ({ key }: Word, words: readonly Word[]): boolean => words.some((word) => affinity(key, word.key) > 0);
