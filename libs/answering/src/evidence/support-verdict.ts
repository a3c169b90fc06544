import type { Support, SupportSignals } from '#contracts';
import type { Span } from '#knowledge';
import { guessLanguage, isStopWord } from '../text/stop-words.js';
import { fold } from '../text/fold-word.js';
import { affinity, termsOf } from '../text/terms.js';
import { alignedGaps, wordsOf, type Word } from './aligned-gaps.js';
import { contrasts } from './contrasts.js';
import { crossedWords, exchangedNames, turnedAround, type Exchanged } from './exchanged-names.js';
import { factsOf, holdsFact, type Fact } from './facts.js';
import { isNegated, negationDiffers } from './negation.js';
import { addedDoers, goesOnWithException, isOfAnother, leavesOutException } from './other-than-said.js';

/** Share of a sentence's content words that its evidence must hold. */
export const SUPPORTED_OVERLAP = 0.6;
/** Least cosine of sentence and source. Low, because embedders differ: on tuning pairs the starter took eleven wrong sentences out for four right ones. */
const LEAST_SIMILARITY = 0.5;

/** Words on each side of a name or number that tell what it is said of, and the share of them that its source must hold too. */
const NEIGHBOURS = 3;
const AGREEING_NEIGHBOURS = 0.4;

/** Words that must stand in the evidence exactly: what a wrong answer most often gets wrong. */
const MONTH =
  /^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|januar|februar|marz|mai|juni|juli|oktober|dezember)/u;

/** A judged sentence. `reason` says what was missing when it is unsupported, `why` the same for people. */
export interface Verdict {
  readonly support: Support;
  readonly reason: 'number' | 'name' | 'negation' | 'similarity' | 'overlap' | null;
  readonly why: string;
  readonly signals: SupportSignals;
}

/** A stored sentence, with the keys of the title and headings above it: they say what it is about. */
export interface Source {
  readonly text: string;
  readonly frame?: ReadonlySet<string>;
}

/** What other models say of a sentence and its evidence; null where none was asked. */
export interface ModelScores {
  readonly similarity: number | null;
  readonly reranker: number | null;
}

const NO_SCORES: ModelScores = { similarity: null, reranker: null };
/** Signals of a sentence that stands in its evidence word for word. */
const AGREES: SupportSignals = {
  overlap: 1,
  missingNumbers: [],
  missingNames: [],
  negationDiffers: false,
  ...NO_SCORES,
};

/** The verdict on a sentence that stands in its evidence word for word. */
export const VERBATIM: Verdict = {
  support: 'verbatim',
  reason: null,
  why: 'The source says this word for word.',
  signals: AGREES,
};

/** The verdict where there is no evidence at all. */
export const NOTHING_FOUND: Verdict = {
  support: 'unsupported',
  reason: 'overlap',
  why: 'No passage that was read says anything like it.',
  signals: { ...AGREES, overlap: 0 },
};

/**
 * Judge one sentence against the stored sentences it is said to rest on, by deterministic signals.
 * @param evidence Verbatim sentences, the main one first.
 * @returns `verbatim` when the evidence holds the sentence word for word (white space aside); `supported` when its numbers, dates,
 *   amounts, names and negation agree and enough of its words occur; otherwise `unsupported`. Words cannot prove meaning:
 *   `supported` is a necessary condition, not a proof.
 */
export function supportVerdict(
  sentence: string,
  evidence: readonly Source[],
  scores: ModelScores = NO_SCORES,
): Verdict {
  if (evidence.some(({ text }) => isVerbatim(sentence, text))) return VERBATIM;
  return judge({ ...signalsOf(sentence, evidence), ...scores });
}

/** Whether a stored text holds a sentence word for word, quotation marks and the last full stop aside. */
export function isVerbatim(sentence: string, text: string): boolean {
  const bare = plain(sentence)
    .replace(/^["“„«']+|["”“»']+$/gu, '')
    .replace(/[.!?。]+$/u, '');
  return bare.length > 0 && holdsWhole(plain(text), bare);
}

function judge(signals: SupportSignals): Verdict {
  const { overlap, missingNumbers, missingNames, similarity } = signals;
  const unsupported = (reason: Verdict['reason'], why: string): Verdict => ({
    support: 'unsupported',
    reason,
    why,
    signals,
  });
  if (missingNumbers.length > 0) return unsupported('number', doNotOccur('number', missingNumbers));
  if (missingNames.length > 0) return unsupported('name', doNotOccur('name', missingNames));
  if (signals.negationDiffers)
    return unsupported('negation', 'The source says the opposite, or says it with a condition.');
  if (similarity !== null && similarity < LEAST_SIMILARITY)
    return unsupported('similarity', 'The closest source speaks of something else.');
  if (overlap < SUPPORTED_OVERLAP)
    return unsupported('overlap', `Only ${percent(overlap)} of its words occur in the closest source.`);
  return {
    support: 'supported',
    reason: null,
    why: `Numbers, dates and names agree with the source, and ${percent(overlap)} of its words occur there.`,
    signals,
  };
}

function signalsOf(sentence: string, evidence: readonly Source[]): Omit<SupportSignals, keyof ModelScores> {
  const sources = evidence.map(readSource);
  const language = guessLanguage(sentence);
  const facts = factsOf(sentence);
  const factAt = ({ start, end }: Span) => facts.find((fact) => start >= fact.start && end <= fact.end);
  const terms = wordsOf(sentence);
  const content = terms.filter(({ surface }) => !isStopWord(surface.toLowerCase(), language));
  const words = content.filter((term) => !factAt(term));
  // A name says nothing of another name's or number's place: it may be wrong itself.
  const plainWords = words.filter((term) => !isName(term, language));
  const around = (place: Span) => nearest(plainWords, place);

  const missingFacts = facts.filter(
    (fact) => !sources.some((source) => holdsFact(fact, source.facts) && agrees(source, around(fact))),
  );
  const loose = terms.filter(
    (term) =>
      term.isNumber &&
      !factAt(term) &&
      !sources.some((source) => source.keys.has(term.key) && agrees(source, around(term))),
  );
  const missingNames = words.filter(
    (term) =>
      isName(term, language) && !sources.some((source) => isHeld(term, source, 0.7) && agrees(source, around(term))),
  );
  const [main] = sources;
  const mainText = evidence[0]?.text ?? '';
  const gaps = alignedGaps(sentence, mainText);
  // The same number in another notation is no other one, if it is what stands there.
  const isWrong = ({ term, stood }: Exchanged): boolean => {
    const fact = factAt(term);
    const there = main?.facts.filter((each) => isWithin(each, stood)) ?? [];
    return !fact || !holdsFact(fact, there);
  };
  const exchanged: Word[] = [
    ...exchangedNames(gaps, mainText)
      .filter(isWrong)
      .map(({ term }) => term),
    ...crossedWords(gaps, mainText),
    ...turnedAround(gaps, mainText, language === 'de'),
  ];
  const isContent = ({ surface, isNumber }: Word): boolean => !isNumber && !isStopWord(surface.toLowerCase(), language);
  const told = { text: mainText, facts: main?.facts ?? [], words: wordsOf(mainText).filter(isContent) };
  const ofAnother = facts.filter((fact) => isOfAnother(fact, content, told));
  const doers = addedDoers(gaps, (word) => sources.some((source) => isHeld(word, source)), isContent);
  const surfaceOf = ({ start, end }: Span) => sentence.slice(start, end);
  const found = content.filter((term) => factAt(term) || sources.some((source) => isHeld(term, source))).length;
  return {
    overlap: content.length === 0 ? 0 : found / content.length,
    missingNumbers: distinct(
      [...missingFacts, ...ofAnother, ...loose, ...exchanged.filter(({ isNumber }) => isNumber)].map((each) =>
        surfaceOf(factAt(each) ?? each),
      ),
    ),
    missingNames: distinct(
      [...missingNames, ...doers, ...exchanged.filter(({ isNumber }) => !isNumber)].map(surfaceOf),
    ),
    negationDiffers:
      negationDiffers(sentence, mainText) || contrasts(gaps, main?.keys ?? new Set()) || leavesOutException(gaps),
  };
}

interface ReadSource {
  readonly keys: ReadonlySet<string>;
  readonly frame: ReadonlySet<string>;
  readonly facts: readonly Fact[];
}

const readSource = ({ text, frame }: Source): ReadSource => ({
  keys: new Set(termsOf(text).map(({ key }) => key)),
  frame: frame ?? new Set(),
  facts: factsOf(text),
});

const isWithin = (place: Span, words: readonly Word[]): boolean =>
  place.start < words.at(-1)!.end && place.end > words[0]!.start;

function isHeld({ key }: { readonly key: string }, { keys, frame }: ReadSource, least = 0): boolean {
  const isIn = (held: ReadonlySet<string>) => held.has(key) || [...held].some((each) => affinity(key, each) > least);
  return isIn(keys) || isIn(frame);
}

/** The words closest to a place, at most {@link NEIGHBOURS} on each side. */
function nearest<T extends Span>(words: readonly T[], { start, end }: Span): T[] {
  const before = words.filter((word) => word.end <= start).slice(-NEIGHBOURS);
  return [...before, ...words.filter((word) => word.start >= end).slice(0, NEIGHBOURS)];
}

/** Whether a source speaks of what stands around a name or number: it may hold it, but say it of something else. */
function agrees(source: ReadSource, neighbours: readonly { readonly key: string }[]): boolean {
  return neighbours.filter((word) => isHeld(word, source)).length >= AGREEING_NEIGHBOURS * neighbours.length;
}

/** Whether `text` holds `bare` from a word's start to a word's end: part of a number or a word is not a quotation. */
function holdsWhole(text: string, bare: string): boolean {
  for (let at = text.indexOf(bare); at >= 0; at = text.indexOf(bare, at + 1)) {
    const [before, after] = [text[at - 1] ?? '', text[at + bare.length] ?? ''];
    const isCut =
      isSpaced(bare) &&
      (/[\p{L}\p{N}]/u.test(before) ||
        /[\p{L}\p{N}]/u.test(after) ||
        (/\p{N}/u.test(bare.at(-1)!) && /^[.,]\p{N}/u.test(text.slice(at + bare.length))));
    // A clause without the "not" before it says the opposite of its sentence.
    if (!isCut && isNegated(text) === isNegated(bare) && !goesOnWithException(text.slice(at + bare.length)))
      return true;
  }
  return false;
}

function isSpaced(text: string): boolean {
  return !/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text);
}

/** A capitalised word that does not open the sentence, an acronym, a month or a code. German nouns are all capitalised: there only acronyms count. */
function isName({ surface, start }: { surface: string; start: number }, language: string): boolean {
  if (/^\p{Lu}{2,}/u.test(surface) || (/\d/u.test(surface) && /\p{L}/u.test(surface))) return true;
  if (!/^\p{Lu}/u.test(surface) || start === 0) return false;
  return language !== 'de' || MONTH.test(fold(surface));
}

function doNotOccur(what: 'number' | 'name', surfaces: readonly string[]): string {
  const list = surfaces.map((surface) => `“${surface}”`).join(', ');
  return surfaces.length === 1
    ? `The ${what} ${list} does not occur in the source, or is said of something else.`
    : `The ${what}s ${list} do not occur in the source, or are said of something else.`;
}

const percent = (share: number): string => `${Math.floor(100 * share)} %`;

const distinct = (items: readonly string[]): string[] => [...new Set(items)];

function plain(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
