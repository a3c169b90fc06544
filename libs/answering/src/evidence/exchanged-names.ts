import { affinity } from '../text/terms.js';
import { FLANK, type Gap, type Word } from './aligned-gaps.js';
import { meansSame } from './same-meaning.js';

/** Words of two gaps that change places, at most. */
const MOST_CROSSED = 4;
/** Capitals that begin a sentence or go before a name. */
const NO_NAME =
  /^(?:The|A|An|Mr|Mrs|Ms|Dr|Prof|Sir|Herr|Frau|Der|Die|Das|All|Every|Each|Some|Many|Most|Few|Several|None|No|Alle|Einige|Viele)$/u;
/** Between these, what stands on either side may change places: "the tenant and the landlord". */
const JOINING = /^(?:and|or|nor|with|the|an?|both|und|oder|mit|sowie|der|die|das|et|ou|avec|l[ea]s?|y|o|con|el)$/iu;

const ARTICLE = /^(?:der|die|das|den|dem|des|eine?|eine[mnrs]|the|an?|l[ea]s?|une?|du|el|l[ao]s)$/iu;

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
    const names = written.filter((word) => isName(word) && !isAmong(word, stood) && !keepsPart(word, written, source));
    const isOther = stood.some((word) => isNameLike(word) && !isAmong(word, written));
    return isOther ? names.map((term) => ({ term, stood })) : [];
  });
}

/** Whether a name goes with the same preposition in the source, where that stands: "at Eid … in Dubai" is "in Dubai … at Eid". */
function keepsPart(name: Word, written: readonly Word[], source: string): boolean {
  const before = written[written.indexOf(name) - 1]?.surface;
  return (
    before !== undefined &&
    PREPOSITION.test(before) &&
    source.toLowerCase().includes(`${before} ${name.surface}`.toLowerCase())
  );
}

/** Behind these stands what a statement is about rather than what it does. */
const BEFORE_NOUN =
  /^(?:the|an?|all|every|each|any|some|many|most|no|of|for|in|at|to|on|from|with|der|die|das|den|dem|des|eine?|eine[mnrs]|alle|jede[mnrs]?|kein(?:e[mnrs]?)?|für|von|vom|im|am|zum|zur|bei|l[ea]s?|une?|des|du|aux?|pour|el|los|las|una?|al|del?|para)$/iu;

/** Whether a word follows one that goes before things. */
function isThing(term: Word, own: readonly Word[]): boolean {
  const before = own.findLast(({ end }) => end <= term.start);
  return before !== undefined && BEFORE_NOUN.test(before.surface);
}

/**
 * The one word of content in which a sentence differs in a place where it is otherwise worded as its source: "open to all employees" for "open to all
 * partners". Only where a preposition or article tells that it is a thing: of verbs too many say the same.
 * @param own All words of the sentence.
 * @param isContent Whether a word does more than hold a sentence together.
 * @param hasCapitals For languages that write every thing with a capital.
 */
export function exchangedWords(
  gaps: readonly Gap[],
  own: readonly Word[],
  isContent: (word: Word) => boolean,
  hasCapitals: boolean,
): Exchanged[] {
  return gaps.flatMap(({ written, stood, flank }): Exchanged[] => {
    const [[term, ...more], [other, ...others]] = [written.filter(isContent), stood.filter(isContent)];
    const isLong = [written, stood].some(({ length }) => length > 3) || more.length > 1 || others.length > 1;
    if (flank < 2 * FLANK || !term || !other || isLong || [term, ...more].some((word) => isAmong(word, stood)))
      return [];
    if (hasCapitals ? !/^\p{Lu}/u.test(term.surface) : !isThing(term, own)) return [];
    // What has changed places is for others to judge, an opposite by prefix ("incomplete") too; "is checked by the nurse" is "The nurse checks".
    const isKept =
      own.some(({ key }) => key === other.key) || term.key.endsWith(other.key) || other.key.endsWith(term.key);
    return isKept || term === own[0] ? [] : [{ term, stood }];
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
      .filter((two) => isMoved(one.written, two.stood) && isMoved(two.written, one.stood))
      // "At Eid … in Dubai": what has its preposition with it plays the same part in either place.
      .filter((two) => ![one, two].every(({ written }) => PREPOSITION.test(written[0]!.surface)))
      .filter((two) => !isObject(one.written, two.stood) && !isObject(two.written, one.stood))
      .filter((two) => !isListed(source.slice(one.stood.at(-1)!.end, two.stood[0]!.start)))
      .flatMap((two) => [...one.written, ...two.written]),
  );
}

/** What may stand before its verb or after it: "In Leeds works…". */
const PREPOSITION =
  /^(?:in|on|at|by|to|of|for|from|with|after|before|under|over|during|dans|apr[eè]s|avant|à|aux?|chez|pour|sur|sous|avec|en|de|entre)$/iu;

/**
 * Words that stand before a verb and a name in a sentence, and behind them in its source: "Pike & Sons lends Harlow Ltd" of "Harlow Ltd lends Pike
 * & Sons".
 * @param source The text in which the gaps' `stood` stand.
 * @param isOrderFree For languages in which not the order of words but an article says who does it: "der Arzt ruft" is not "ruft den Arzt".
 */
export function turnedAround(gaps: readonly Gap[], source: string, isOrderFree: boolean): Word[] {
  return gaps.flatMap((one, i): Word[] => {
    const two = gaps[i + 1];
    const [own, other] =
      one.stood.length === 0 && two?.written.length === 0
        ? [one.written, two.stood]
        : one.written.length === 0 && two?.stood.length === 0
          ? [two.written, one.stood]
          : [[], []];
    // “Stop”, said Ann.
    const isSpeech = other.length > 0 && /[,.”"’»]\s*$/u.test(source.slice(0, other[0]!.start));
    if (!isTurned(own, other) || isSpeech || PREPOSITION.test(own[0]!.surface)) return [];
    return isOrderFree && articleOf(own) === articleOf(other) ? [] : [...own];
  });
}

const articleOf = (words: readonly Word[]): string | undefined =>
  words.find(({ surface }) => ARTICLE.test(surface))?.surface.toLowerCase();

/** Whether two places hold the same words, of which the verb at one end has come to the other. */
function isTurned(some: readonly Word[], others: readonly Word[]): boolean {
  const [own, other] = [some, others].map((words) => words.filter(({ surface }) => !ARTICLE.test(surface)));
  const keys = own!.map(({ key }) => key);
  const stood = other!.map(({ key }) => key).join(' ');
  const isVerb = (word: Word): boolean => /^\p{Ll}{4,}/u.test(word.surface);
  if (keys.length < 2 || keys.length > MOST_CROSSED || keys.join(' ') === stood) return false;
  return (
    (isVerb(own!.at(-1)!) && [keys.at(-1), ...keys.slice(0, -1)].join(' ') === stood) ||
    (isVerb(own![0]!) && [...keys.slice(1), keys[0]].join(' ') === stood)
  );
}

const isFew = (words: readonly Word[]): boolean => words.length > 0 && words.length <= MOST_CROSSED;

/** Whether two places hold the same words, articles aside: "der Arzt" is "den Arzt" elsewhere. */
function isMoved(some: readonly Word[], others: readonly Word[]): boolean {
  const [own, other] = [some, others].map((words) => words.filter(({ surface }) => !ARTICLE.test(surface)));
  return own!.length === other!.length && own!.length > 0 && own!.every(({ key }, i) => key === other![i]!.key);
}

/** "Den Arzt informiert die Pflegekraft": an article that says in both places that it is no subject. */
const isObject = (some: readonly Word[], others: readonly Word[]): boolean =>
  /^(?:den|dem|einen|einem)$/iu.test(some[0]!.surface) &&
  some[0]!.surface.toLowerCase() === others[0]!.surface.toLowerCase();

const isListed = (between: string): boolean =>
  /[,;/&]/u.test(between) || (between.match(/[\p{L}\p{N}]+/gu) ?? []).every((word) => JOINING.test(word));

const isDoneBy = (words: readonly Word[]): boolean => words.some(({ surface }) => DONE_BY.test(surface));

const isNameLike = ({ surface, isNumber }: Word): boolean =>
  isNumber || (/^\p{Lu}/u.test(surface) && !NO_NAME.test(surface));

const isAmong = ({ key }: Word, words: readonly Word[]): boolean =>
  words.some((word) => affinity(key, word.key) > 0 || meansSame(key, word.key));
