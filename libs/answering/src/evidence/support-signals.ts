import type { SupportSignals } from '#contracts';
import type { Span } from '#knowledge';
import { guessLanguage, isStopWord, type Language } from '../text/stop-words.js';
import { fold } from '../text/fold-word.js';
import { areRelated } from '../text/related-words.js';
import { addedClauses } from './added-clauses.js';
import { alignedGaps, wordsOf, type Gap, type Word } from './aligned-gaps.js';
import { contrasts } from './contrasts.js';
import { crossedWords, exchangedNames, exchangedWords, turnedAround, type Exchanged } from './exchanged-names.js';
import { factsOf, holdsFact, type Fact } from './facts.js';
import { bindsOtherwise, knowsNoLimit } from './force.js';
import { isNegated, negationDiffers } from './negation.js';
import { isOfAnother, namesOfAnother } from './of-another.js';
import { addedDoers, leavesOutException } from './other-than-said.js';
import { isHeld, type SourceRead } from './read-source.js';
import { turnedVoice } from './voice.js';
import { wideExchanges } from './wide-exchange.js';

/** Words on each side of a name or number that tell what it is said of, and the share of them that its source must hold too. */
const NEIGHBOURS = 3;
const AGREEING_NEIGHBOURS = 0.4;

/** Words that must stand in the evidence exactly: what a wrong answer most often gets wrong. */
const MONTH_OR_DAY =
  /^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|januar|februar|marz|mai|juni|juli|oktober|dezember|(?:mon|diens|donners|frei|sams|sonn)tags?|mittwochs?)/u;
const HOLDS_HIRAGANA = /\p{Script=Hiragana}/u;

/** What words say without other models. */
export type WordSignals = Omit<SupportSignals, 'similarity' | 'reranker'>;

/** A sentence as it is held against sources. */
interface Told {
  readonly text: string;
  readonly language: Language;
  readonly facts: readonly Fact[];
  /** The fact that a place is part of. */
  readonly factAt: (place: Span) => Fact | undefined;
  readonly words: readonly Word[];
  /** Without those that only hold a sentence together. */
  readonly content: readonly Word[];
  readonly isContent: (word: Word) => boolean;
}

/** How a sentence agrees with the sources that it is said to rest on, the main one first. */
export function signalsOf(sentence: string, sources: readonly SourceRead[]): WordSignals {
  const told = read(sentence);
  const { factAt } = told;
  const surfaceOf = ({ start, end }: Span) => sentence.slice(start, end);
  const [main] = sources;
  const gaps = main ? alignedGaps(told.words, main.words) : [];
  const exchanged = main ? exchangedIn(told, gaps, main) : [];
  const missing = missingIn(told, sources);
  const isKnown = (term: Word) => sources.some((source) => isHeld(term, source));
  const found = told.content.filter((term) => factAt(term) || isKnown(term)).length;
  const numbers = [...missing.numbers, ...exchanged.filter((each) => factAt(each) ?? each.isNumber)];
  const names = [
    ...missing.names,
    ...addedDoers(gaps, isKnown, (word) => !word.isNumber && told.isContent(word)),
    ...exchanged.filter((each) => !factAt(each) && !each.isNumber),
    ...addedClauses(
      sentence,
      told.content,
      (word) => factAt(word) !== undefined || isKnown(word) || isMeant(word, sources),
    ),
  ];
  return {
    overlap: told.content.length === 0 ? 0 : found / told.content.length,
    missingNumbers: distinct(numbers.map((each) => surfaceOf(factAt(each) ?? each))),
    missingNames: distinct(names.map(surfaceOf)),
    negationDiffers: main !== undefined && saysOtherwise(told, gaps, main),
  };
}

function read(text: string): Told {
  const language = guessLanguage(text);
  const words = wordsOf(text);
  const isContent = ({ surface }: Word) =>
    !isStopWord(surface.toLowerCase(), language) && !HOLDS_HIRAGANA.test(surface);
  const content = words.filter(isContent);
  const facts = factsOf(text);
  const factAt = ({ start, end }: Span) => facts.find((fact) => start >= fact.start && end <= fact.end);
  const told = { text, language, facts, factAt, words };
  // Of a sentence in hiragana alone the pairs are all that there is.
  return content.length === 0 ? { ...told, content: words, isContent: () => true } : { ...told, content, isContent };
}

/** Numbers and names that no source has, or has of something else. */
function missingIn(
  { content, facts, factAt, words: terms, language }: Told,
  sources: readonly SourceRead[],
): { readonly numbers: readonly Span[]; readonly names: readonly Span[] } {
  const words = content.filter((term) => !factAt(term));
  // A name says nothing of another name's or number's place: it may be wrong itself.
  const plainWords = words.filter((term) => !isName(term, language));
  const isSaid = (place: Span, isThere: (source: SourceRead) => boolean) =>
    sources.some((source) => isThere(source) && agrees(source, nearest(plainWords, place)));
  const missingFacts = facts.filter((fact) => !isSaid(fact, (source) => holdsFact(fact, source.facts)));
  const loose = terms.filter(
    (term) => term.isNumber && !factAt(term) && !isSaid(term, ({ keys }) => keys.has(term.key)),
  );
  const names = words.filter((term) => isName(term, language) && !isSaid(term, (source) => isHeld(term, source, 0.7)));
  return { numbers: [...missingFacts, ...loose], names };
}

/** What stands in a part where the source has something else. */
interface Misplaced extends Span {
  readonly isNumber: boolean;
}

/** Words and numbers that the main source has, but in other parts. */
function exchangedIn(told: Told, gaps: readonly Gap[], main: SourceRead): Misplaced[] {
  const { factAt } = told;
  // The same number in another notation is no other one, if it is what stands there.
  const isWrong = ({ term, stood }: Exchanged): boolean => {
    const fact = factAt(term);
    return (
      !fact ||
      !holdsFact(
        fact,
        main.facts.filter((each) => isWithin(each, stood)),
      )
    );
  };
  const isPlain = (word: Word): boolean => !word.isNumber && told.isContent(word);
  const about = { text: main.text, facts: main.facts, words: main.words.filter(isPlain) };
  return [
    ...exchangedNames(gaps, main.text)
      .filter(isWrong)
      .map(({ term }) => term),
    ...exchangedWords(gaps, told.words, isPlain, told.language === 'de')
      .filter(({ term, stood }) => !factAt(term) && !main.facts.some((fact) => isWithin(fact, stood)))
      .map(({ term }) => term),
    ...crossedWords(gaps, main.text),
    ...turnedAround(gaps, main.text, told.language === 'de'),
    ...turnedVoice(told.words, main.words),
    ...wideExchanges(told.text, main.text).map((span) => ({ ...span, isNumber: false })),
    ...told.facts.filter((fact) => isOfAnother(fact, told.content, about)).map((fact) => ({ ...fact, isNumber: true })),
    ...namesOfAnother(told.text, told.content, about).map((span) => ({ ...span, isNumber: false })),
  ];
}

/** Whether a sentence denies, limits or binds otherwise than its main source. */
function saysOtherwise(told: Told, gaps: readonly Gap[], main: SourceRead): boolean {
  return (
    negationDiffers(told.text, main.text) ||
    contrasts(gaps, main.keys) ||
    leavesOutException(gaps) ||
    bindsOtherwise(told.text, main.text, isNegated) ||
    knowsNoLimit(told.text, main.text)
  );
}

const isWithin = (place: Span, words: readonly Word[]): boolean =>
  place.start < words.at(-1)!.end && place.end > words[0]!.start;

const isMeant = ({ key }: Word, sources: readonly SourceRead[]): boolean =>
  sources.some(({ keys }) => [...keys].some((each) => areRelated(key, each)));

/** The words closest to a place, at most {@link NEIGHBOURS} on each side. */
function nearest<T extends Span>(words: readonly T[], { start, end }: Span): T[] {
  const before = words.filter((word) => word.end <= start).slice(-NEIGHBOURS);
  return [...before, ...words.filter((word) => word.start >= end).slice(0, NEIGHBOURS)];
}

/** Whether a source speaks of what stands around a name or number: it may hold it, but say it of something else. */
function agrees(source: SourceRead, neighbours: readonly { readonly key: string }[]): boolean {
  return neighbours.filter((word) => isHeld(word, source)).length >= AGREEING_NEIGHBOURS * neighbours.length;
}

/** A capitalised word that does not open the sentence, an acronym, a month, a day or a code. German nouns are all capitalised: there only acronyms count. */
function isName({ surface, start }: { surface: string; start: number }, language: string): boolean {
  if (/^\p{Lu}{2,}/u.test(surface) || (/\d/u.test(surface) && /\p{L}/u.test(surface))) return true;
  if (!/^\p{Lu}/u.test(surface) || (start === 0 && language !== 'de')) return false;
  return language !== 'de' || MONTH_OR_DAY.test(fold(surface));
}

const distinct = (items: readonly string[]): string[] => [...new Set(items)];
