import type { Span } from '#knowledge';
import { affinity } from '../text/terms.js';
import { FLANK, type Gap, type Word } from './aligned-gaps.js';
import type { Fact } from './facts.js';

/** What takes something out of what was just said. */
const EXCEPTION =
  /^(?:unless|except|excepting|excluding|provided|außer|ausser|ausgenommen|sofern|soweit|sauf|excepté|hormis|salvo|excepto)$/iu;
const LIMIT = /^(?:only|nur|seulement|uniquement|solo|sólo|solamente)$/iu;
/** Behind "only": what it depends on, not how little it is. */
const CONDITION = /^(?:if|when|where|with|after|on|wenn|falls|mit|nach|bei|si|avec|après|con|tras)$/iu;
const DOER = /^(?:by|von|vom|durch|par|por)$/iu;
/** Between what is said of one and of another. */
const NEXT_CLAUSE =
  /[,;:.—–]|(?<!\p{L})(?:and|but|while|whereas|und|aber|während|et|mais|tandis|y|pero|mientras)(?!\p{L})/giu;

/**
 * Whether a sentence, word for word as its source up to some place, leaves out that there the source takes something back:
 * "…, unless …", "… only if …".
 */
export const leavesOutException = (gaps: readonly Gap[]): boolean =>
  gaps.some(({ written, stood, flank }) => flank > FLANK && isException(stood) && !written.some(isRestricting));

/** The same of the text behind a place up to which a sentence stands in its source word for word. */
export const goesOnWithException = (rest: string): boolean =>
  isException((/^[\s,]*([\p{L}]+)(?:\s+(\p{L}+))?/u.exec(rest) ?? []).slice(1, 3).map((surface) => ({ surface })));

const isException = ([first, second]: readonly { readonly surface: string | undefined }[]): boolean =>
  first?.surface !== undefined &&
  (EXCEPTION.test(first.surface) || (LIMIT.test(first.surface) && CONDITION.test(second?.surface ?? '')));

const isRestricting = ({ surface }: Word): boolean => EXCEPTION.test(surface) || LIMIT.test(surface);

/** Who is said to have done it where the source names nobody, and is nowhere else in it: "by the insurer". @param isHeld Whether a word is in the evidence. */
export const addedDoers = (
  gaps: readonly Gap[],
  isHeld: (word: Word) => boolean,
  isContent: (word: Word) => boolean,
): Word[] =>
  gaps.flatMap(({ written, stood, flank }) => {
    if (flank <= FLANK || stood.length > 0 || !DOER.test(written[0]?.surface ?? '')) return [];
    const words = written.slice(1).filter(isContent);
    return words.some(isHeld) ? [] : words.slice(-1);
  });

/**
 * Whether a number that stands in the source is said there of something else than in the sentence: "Managers may spend 5,000" of
 * "Managers may spend 500 euros, directors 5,000". Its clause names something that the sentence doesn't, and lacks what the sentence
 * has from the clause of another number of the same kind.
 * @param own Content words of the sentence, without numbers.
 * @param source Text of the source, with its facts and content words.
 */
export function isOfAnother(
  fact: Fact,
  own: readonly Word[],
  source: { readonly text: string; readonly facts: readonly Fact[]; readonly words: readonly Word[] },
): boolean {
  const same = source.facts.filter(
    ({ value, unit }) => value === fact.value && (unit === fact.unit || fact.unit === null),
  );
  if (same.length === 0 || fact.dates.length > 0) return false;
  const clauses = clausesOf(source.text);
  const wordsIn = (clause: Span) => source.words.filter(({ start, end }) => start >= clause.start && end <= clause.end);
  const isIn = (word: Word, words: readonly Word[]) =>
    words.some(({ key }) => key === word.key || affinity(key, word.key) > 0);
  return same.every((there) => {
    const clause = clauses.find(({ start, end }) => there.start >= start && there.start < end);
    const others = source.facts.filter(
      ({ start, unit, value, dates }) =>
        unit === there.unit &&
        value !== there.value &&
        dates.length === 0 &&
        clause &&
        (start < clause.start || start >= clause.end),
    );
    if (!clause) return false;
    const here = wordsIn(clause);
    const subject = here.filter(({ end }) => end <= there.start);
    if (!subject.some((word) => !isIn(word, own))) return false;
    return others.some((other) => {
      const around = clauses.find(({ start, end }) => other.start >= start && other.start < end)!;
      return wordsIn(around).some((word) => word.end <= other.start && isIn(word, own) && !isIn(word, here));
    });
  });
}

function clausesOf(text: string): Span[] {
  const cuts = [...text.matchAll(NEXT_CLAUSE)].filter(({ index, 0: { length } }) => !isInNumber(text, index, length));
  return [0, ...cuts.map(({ index, 0: { length } }) => index + length)].map((start, i) => ({
    start,
    end: cuts[i]?.index ?? text.length,
  }));
}

const isInNumber = (text: string, at: number, length: number): boolean =>
  length === 1 && /\p{N}/u.test(text[at - 1] ?? '') && /\p{N}/u.test(text[at + 1] ?? '');
