import type { Span } from '#knowledge';
import { affinity } from '../text/terms.js';
import type { Word } from './aligned-gaps.js';
import { clausesOf } from './clauses.js';
import type { Fact } from './facts.js';

/** A name of several words, in any language that has capitals. */
const FULL_NAME = /(?<![\p{L}\p{N}])\p{Lu}[\p{L}'’-]+(?:\s\p{Lu}(?:\.|[\p{L}'’-]+))+/gu;

/** A source with its facts and its words of content, without numbers. */
export interface About {
  readonly text: string;
  readonly facts: readonly Fact[];
  readonly words: readonly Word[];
}

/**
 * Whether a number that stands in the source is said there of something else than in the sentence: "Managers may spend 5,000" of
 * "Managers may spend 500 euros, directors 5,000".
 * @param own Content words of the sentence.
 */
export function isOfAnother(fact: Fact, own: readonly Word[], source: About): boolean {
  if (fact.dates.length > 0) return false;
  const same = source.facts.filter(
    ({ value, unit }) => value === fact.value && (unit === fact.unit || fact.unit === null),
  );
  const rivalsOf = (there: Fact) =>
    source.facts.filter(({ unit, value, dates }) => unit === there.unit && value !== there.value && dates.length === 0);
  return areOfAnother(same, rivalsOf, own, source);
}

/** The same of full names: "The officer is Sabine Krey" of "The officer is Malte Brinkhoff; her deputy is Sabine Krey". */
export function namesOfAnother(sentence: string, own: readonly Word[], source: About): Span[] {
  const known = namesIn(source.text);
  return namesIn(sentence).filter(({ name }) =>
    areOfAnother(
      known.filter((other) => other.name === name),
      () => known.filter((other) => !sentence.includes(other.name)),
      own,
      source,
    ),
  );
}

const namesIn = (text: string): (Span & { readonly name: string })[] =>
  [...text.matchAll(FULL_NAME)].map(({ index, 0: name }) => ({ name, start: index, end: index + name.length }));

/**
 * Whether, wherever something stands, its clause names before it something that the sentence doesn't, and lacks what the sentence has from before a
 * rival in another clause.
 */
function areOfAnother<T extends Span>(
  places: readonly T[],
  rivalsOf: (place: T) => readonly Span[],
  own: readonly Word[],
  { text, words }: About,
): boolean {
  const clauses = clausesOf(text);
  const clauseAt = ({ start }: Span): Span | undefined =>
    clauses.find((clause) => start >= clause.start && start < clause.end);
  const wordsIn = (clause: Span | undefined) =>
    clause ? words.filter(({ start, end }) => start >= clause.start && end <= clause.end) : [];
  const isOther = (place: T): boolean => {
    const clause = clauseAt(place);
    const here = wordsIn(clause);
    if (!here.some((word) => word.end <= place.start && !isAmong(word, own))) return false;
    const rivals = rivalsOf(place).filter((rival) => clause && clauseAt(rival) !== clause);
    return rivals.some((rival) =>
      wordsIn(clauseAt(rival)).some((word) => word.end <= rival.start && isAmong(word, own) && !isAmong(word, here)),
    );
  };
  return places.length > 0 && places.every(isOther);
}

const isAmong = (word: Word, words: readonly Word[]): boolean =>
  words.some(({ key }) => key === word.key || affinity(key, word.key) > 0);
