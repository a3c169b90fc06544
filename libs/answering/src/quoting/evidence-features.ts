import type { Span } from '#knowledge';
import type { AnalysedQuestion } from '../question/analyse-question.js';
import { afterWho, askedAmountOf, askedOfWhom, askedThing } from '../question/asked-thing.js';
import type { QuestionKind } from '../question/question-kind.js';
import { affinityToWording } from '../text/affinity-to-wording.js';
import { type SubjectFeatures, absentSubject } from './absent-subject.js';
import type { ScoredSentence } from './score-sentences.js';
import { MOST_QUOTES } from './select-quotes.js';
import type { WeighedTerm } from './weigh-terms.js';

/**
 * What speaks for the best sentence as an answer, and what against; shares and flags in [0, 1]. Of a question of more words than
 * {@link ASKED_AT_MOST} it is the best {@link MOST_QUOTES} sentences, taken together.
 */
export interface EvidenceFeatures extends SubjectFeatures {
  readonly own: number;
  readonly inContext: number;
  readonly together: number;
  readonly kind: number;
  /** Weighed share of the question's words that the sentence's passage holds, with its title and headings. */
  readonly topic: number;
  /** How far the question's heaviest word stands in the sentence or around it. */
  readonly heaviest: number;
  /** Weight of the question's words that nothing retrieved holds, as a share of what is asked at most. */
  readonly missing: number;
  /** 1 when one of these is a name or a number: the question is probably about something else. */
  readonly missingName: number;
  /** Weighed share of names and numbers that the passage lacks, though another one holds them. */
  readonly absentNames: number;
  /** 1 when its passage lacks a number of the question that another one holds: another year, another clause. See {@link strays}. */
  readonly strayNumber: number;
  /** The same of a rare name. */
  readonly strayName: number;
  /** 1 when the question names something and its passage holds every name and number of it. */
  readonly allNamed: number;
  /** Weight of the thing asked for ("margin" in "what interest margin") as far as it is neither in the sentence nor around it. */
  readonly askedAbsent: number;
  /**
   * The same of a question of few words for a person ("the mediator"), where another passage holds it: whoever is named here is somebody
   * else. What no passage holds may be told in other words ("hired to act"), and is {@link missing} anyway.
   */
  readonly roleAbsent: number;
  /** Of an English question for a person who did something that is seldom spoken of ("who won"): how far that is neither in the sentence nor around it. */
  readonly deedAbsent: number;
  /** Of an English question of few words for an amount of something: how far a word of that ("study" leave) is neither in the sentence nor around it. */
  readonly amountOfAbsent: number;
  /** 1 when the one of whom it asks ("interns") is seldom spoken of, and not in the passage. */
  readonly whomAbsent: number;
  /** How many of the question's words its passage holds no trace of, titles and headings included; not a share. */
  readonly absentWords: number;
  /** What is asked for by weight, up to {@link ASKED_AT_MOST}; not a share. Half of one word is found by chance, half of eight is not. */
  readonly asked: number;
  /** Length of the best sentence, 1 from {@link LONG_SENTENCE} words on: a long one holds words by chance. */
  readonly length: number;
}

const LONG_SENTENCE = 60;
/** A question of more names and numbers tells of several things. */
const MOST_NAMED = 3;
/** A name of this weight stands in few of the sentences that were read. */
const RARE_WEIGHT = 0.8;
/** A word of less weight says what kind of answer is wanted; an answer need not hold it. */
const COUNTED_WEIGHT = 0.5;
/** A deed of less weight is told in many words ("led", "headed"). */
const TELLING_WEIGHT = 0.6;
/** Whoever is asked about and of less weight is spoken of everywhere. */
const RARE_WHOM_WEIGHT = 0.5;
/** Kinds of questions that name of whom they ask between auxiliary and verb: "do interns get". */
const COUNTS: ReadonlySet<QuestionKind> = new Set(['money', 'percent', 'duration', 'number']);
/** Roles that everybody has: "Who was the man who …". */
const ANYBODY = new Set([
  'person',
  'people',
  'individual',
  'individuals',
  'man',
  'men',
  'woman',
  'women',
  'figure',
  'one',
  'name',
]);

/**
 * Words of a question, by weight, that an answer is asked to hold. A question of forty words tells of several things at once and in
 * words of its own: no sentence holds half of them, while eight rare ones do not meet by chance. Chosen on one half of a
 * set of such questions (docs/benchmarks.md). Shorter questions want all their words, and so do those in pairs of characters, of which
 * each word is several.
 */
export const ASKED_AT_MOST = 8;

/**
 * @param scored Best first.
 * @param askedAtMost See {@link ASKED_AT_MOST}.
 * @returns null when there is no sentence, or no word to judge it by.
 */
export function evidenceFeatures(
  question: AnalysedQuestion,
  terms: readonly WeighedTerm[],
  scored: readonly ScoredSentence[],
  askedAtMost: number,
): EvidenceFeatures | null {
  const [best] = scored;
  if (!best || terms.length === 0) return null;
  const total = terms.reduce((sum, term) => sum + term.weight, 0);
  const judged = total > askedAtMost ? scored.slice(0, MOST_QUOTES) : [best];
  const weigh = (shareOf: (term: WeighedTerm, place: number) => number) =>
    terms.reduce((sum, term, place) => sum + term.weight * shareOf(term, place), 0);
  const asked = (shareOf: (term: WeighedTerm, place: number) => number) =>
    Math.min(1, weigh(shareOf) / Math.min(total, askedAtMost));
  const around = judged.flatMap(({ keys, frame, before, after }) => [...keys, ...frame, ...before, ...after]);
  const held = keysInPassages(scored, new Set(judged.map(({ passageIndex }) => passageIndex)));
  const inPassage = new Map(terms.map((term) => [term, affinityToWording(term)(held)]));
  const heaviest = terms.reduce((a, b) => (b.weight > a.weight ? b : a));
  const thing = askedTerm(question.text, terms);
  // A question of many words tells of several things: whoever is asked for may stand in another sentence than the best.
  const asksForOne = question.kind === 'person' && total <= askedAtMost;
  const role = asksForOne && thing && !ANYBODY.has(thing.surface.toLowerCase()) ? thing : undefined;
  const deed = asksForOne && question.language === 'en' && !thing ? deedTerm(question.text, terms) : undefined;
  const isOfFewWords = question.language === 'en' && total <= askedAtMost;
  const amountOf = isOfFewWords ? termsWithin(askedAmountOf(question.text), terms) : [];
  const whom = isOfFewWords && COUNTS.has(question.kind) ? whomTerm(question.text, terms) : undefined;
  const absence = (term: WeighedTerm | undefined) => (term ? 1 - affinityToWording(term)(around) : 0);
  return {
    own: asked((_, place) => Math.max(...judged.map(({ shares }) => shares.own[place]!))),
    inContext: asked((_, place) => Math.max(...judged.map(({ shares }) => shares.inContext[place]!))),
    together: best.features.together,
    kind: best.features.kind,
    topic: asked((term) => inPassage.get(term)!),
    heaviest: affinityToWording(heaviest)(around),
    missing: asked((term) => Number(!term.isFound)),
    missingName: Number(terms.some((term) => term.isSpecific && !term.isFound)),
    absentNames: weigh((term) => Number(term.isSpecific && term.isFound && inPassage.get(term) === 0)) / total,
    ...strays(terms, inPassage),
    askedAbsent: thing ? thing.weight * absence(thing) : 0,
    roleAbsent: role?.isFound ? role.weight * absence(role) : 0,
    deedAbsent: deed && deed.weight >= TELLING_WEIGHT ? absence(deed) : 0,
    amountOfAbsent: Math.max(0, ...amountOf.map(absence)),
    whomAbsent: Number(whom !== undefined && whom.weight >= RARE_WHOM_WEIGHT && inPassage.get(whom) === 0),
    ...absentSubject(question, terms, inPassage, held),
    absentWords: terms.filter((term) => term.weight > COUNTED_WEIGHT && inPassage.get(term) === 0).length,
    asked: Math.min(total, ASKED_AT_MOST),
    length: Math.min(1, best.terms.length / LONG_SENTENCE),
  };
}

/**
 * What the passage of the best sentence lacks of the names and numbers asked about. A question of many tells of several things,
 * which may stand in several passages: then nothing is held against it.
 * @param inPassage How far the passage holds each word.
 */
function strays(
  terms: readonly WeighedTerm[],
  inPassage: ReadonlyMap<WeighedTerm, number>,
): Pick<EvidenceFeatures, 'strayNumber' | 'strayName' | 'allNamed'> {
  const specific = terms.filter(({ isSpecific }) => isSpecific);
  const absent = specific.filter((term) => term.isFound && inPassage.get(term) === 0);
  const isOfFew = specific.length <= MOST_NAMED;
  return {
    strayNumber: Number(isOfFew && absent.some(({ surface }) => /^\p{Nd}/u.test(surface))),
    strayName: Number(
      isOfFew && absent.some(({ surface, weight }) => weight >= RARE_WEIGHT && /^\p{Lu}\P{Lu}*$/u.test(surface)),
    ),
    allNamed: Number(specific.length > 0 && specific.every((term) => inPassage.get(term) === 1)),
  };
}

/** Keys of all words of some passages, titles and headings included. */
const keysInPassages = (scored: readonly ScoredSentence[], places: ReadonlySet<number>): string[] =>
  scored.filter(({ passageIndex }) => places.has(passageIndex)).flatMap(({ keys: own, frame }) => [...own, ...frame]);

/** The first word after "who": what the person does. */
function deedTerm(question: string, terms: readonly WeighedTerm[]): WeighedTerm | undefined {
  const from = afterWho(question);
  return from === null ? undefined : terms.find(({ start }) => start >= from);
}

function termsWithin(span: Span | null, terms: readonly WeighedTerm[]): WeighedTerm[] {
  return span ? terms.filter(({ start, end }) => start >= span.start && end <= span.end) : [];
}

/** The first word of the one of whom it asks, unless that is everybody, or goes by a name: names have features of their own. */
function whomTerm(question: string, terms: readonly WeighedTerm[]): WeighedTerm | undefined {
  const at = askedOfWhom(question);
  const whom = terms.find(({ start }) => start === at);
  return whom && !whom.isSpecific && !ANYBODY.has(whom.surface.toLowerCase()) ? whom : undefined;
}

function askedTerm(question: string, terms: readonly WeighedTerm[]): WeighedTerm | undefined {
  const thing = askedThing(question);
  return thing ? terms.find(({ start, end }) => start >= thing.start && end <= thing.end) : undefined;
}
