import type { AnalysedQuestion } from '../question/analyse-question.js';
import { holdsKind, type QuestionKind } from '../question/question-kind.js';
import { asksLimit } from '../question/asks-limit.js';
import { askedPermission, rulesOn } from '../question/permission.js';
import { asksAmountOfTime, roleOfLengths, type LengthRole } from '../question/lengths-of-time.js';
import { affinityToWording } from '../text/affinity-to-wording.js';
import { opensException } from './qualified-sentences.js';
import { describesItself } from './describes-itself.js';
import { subjectPlaces, type SubjectPlaces } from './headed-subject.js';
import type { ReadSentence } from './read-passages.js';
import type { WeighedTerm } from './weigh-terms.js';

/** What is known of one sentence as an answer; every share is in [0, 1]. */
export interface SentenceFeatures {
  /** Weighed share of the question's words that the sentence itself holds. */
  readonly own: number;
  /** The same, where title, headings, column names, neighbours and passage lend theirs at a discount. */
  readonly inContext: number;
  /** Share of the question's neighbouring words that stand close together in the sentence too. */
  readonly together: number;
  /** 1 with a token of the wanted kind, 0 without one, 0.5 where any sentence may do; see {@link AS_AMOUNT} for amounts of time. */
  readonly kind: number;
  /** Retrieval's own score of the passage, 1 for the best and 0 for the last. */
  readonly passage: number;
  /** 1 for a heading, a question, a table's header, fewer than four words, or what says nothing but which document this is. */
  readonly fragment: number;
  /**
   * 1 where other passages stand under a heading that names the question's subject, and this sentence neither does nor names it, or where an
   * amount of time is asked for and it names another kind of the thing.
   */
  readonly aside: number;
  /**
   * Where the question is whether something may be done and the sentence rules on that: as {@link SentenceFeatures.inContext}, for it may be ruled on of
   * something else; otherwise 0. Orders sentences; no evidence of its own.
   */
  readonly ruling: number;
}

/** A sentence of a passage, held against the question. */
export interface ScoredSentence extends ReadSentence {
  /** The question's words that it holds, or words related to them, by key. */
  readonly held: ReadonlySet<string>;
  /** Names and numbers of the question that it, or anything around it, holds, by key. */
  readonly named: ReadonlySet<string>;
  readonly features: SentenceFeatures;
  /** How far it holds each word of the question, in the order of the words, and how far with what stands around it; in [0, 1]. */
  readonly shares: { readonly own: readonly number[]; readonly inContext: readonly number[] };
  /** Comparable within one question only. */
  readonly score: number;
}

/**
 * Share of each feature in a sentence's score: a fit on two public sets and business questions, rounded by hand with all of
 * them in view.
 */
export const SCORE_WEIGHTS: Readonly<Record<keyof SentenceFeatures, number>> = {
  own: 0.65,
  inContext: 1.35,
  together: 0.1,
  kind: 0.9,
  passage: 0.55,
  fragment: -0.4,
  aside: -0.5,
  ruling: 0.5,
};

/** What a word found outside the sentence is worth beside one within. */
const LENT = { frame: 0.7, neighbour: 0.45, passage: 0.35 } as const;
/** What a length of time is worth to "How many days of …": "within 30 days" tells of another thing. */
const AS_AMOUNT: Readonly<Record<LengthRole, number>> = { amount: 1, length: 0.7, limit: 0.35 };
/** What a figure is worth to a question for a limit, which may be told without one. */
const AS_LIMIT = { told: 0.65, untold: 0.35 } as const;
/** A sentence with so much of the question's words … */
const NEARLY_ALL = 0.8;
/** … is worth so much as to its kind when the next one holds the wanted token: "Longer leave needs approval. It is given by Ms Falk." */
const TOLD_NEXT = 0.5;

const QUANTITIES: ReadonlySet<QuestionKind> = new Set(['duration', 'money', 'percent', 'number']);
/** Two question words count as together within this many terms of a sentence. */
const CLOSE_TERMS = 4;

/**
 * Score sentences as answers to a question, without a model. (Of the starter model, embeddings of sentences were tried as a further
 * feature, which changed nothing on six sets, and the vectors of single words, which lost answers: docs/benchmarks.md. So the same
 * question always gets the same quotation on any machine.)
 * @returns Best first; ties keep the order of the passages.
 */
export function scoreSentences(
  question: AnalysedQuestion,
  terms: readonly WeighedTerm[],
  sentences: readonly ReadSentence[],
): ScoredSentence[] {
  const best = terms.map(affinityToWording);
  const matches = sentences.map(({ keys }) => best.map((affinityOf) => affinityOf(keys)));
  const byPassage = passageMatches(sentences, matches);
  const scores = sentences.map((sentence) => sentence.passage.score);
  const [low, high] = [Math.min(...scores), Math.max(...scores)];
  const total = terms.reduce((sum, term) => sum + term.weight, 0) || 1;
  const subject = subjectPlaces(question);
  const isTreated = sentences.some(({ passage }) => subject?.isHeaded(passage));

  const isAmount = asksAmountOfTime(question.text);
  const deed = askedPermission(question);
  const kinds = kindsOf(question, sentences, isAmount);
  const scored = sentences.map((sentence, i): ScoredSentence => {
    const own = matches[i]!;
    const around = byPassage.get(sentence.passageIndex)!;
    const isHeaded = subject?.isHeaded(sentence.passage) ?? false;
    const inContext = terms.map((_, t) => {
      if (own[t] === 1) return 1;
      const frame = (isHeaded ? 1 : LENT.frame) * best[t]!(sentence.frame);
      const neighbour = LENT.neighbour * Math.max(best[t]!(sentence.before), best[t]!(sentence.after));
      return Math.max(own[t]!, frame, neighbour, LENT.passage * around[t]!);
    });
    const literal = weighed(terms, own) / total;
    const kind = kinds[i] || (literal >= NEARLY_ALL && isToldNext(sentences, kinds, i) ? TOLD_NEXT : 0);
    const told = weighed(terms, inContext) / total;
    const features: SentenceFeatures = {
      own: isHeaded
        ? weighed(
            terms,
            own.map((share, t) => Math.max(share, LENT.frame * best[t]!(sentence.frame))),
          ) / total
        : literal,
      inContext: told,
      together: togetherness(best, sentence),
      kind,
      passage: high > low ? (sentence.passage.score - low) / (high - low) : 1,
      fragment: Number(
        sentence.isIntroduction ||
          (sentence.kind !== 'row' && (isFewWords(sentence) || namesDocument(question, sentence))),
      ),
      aside: Number(subject !== null && isAside(subject, sentence, { isTreated, isAmount })),
      ruling: deed !== null && rulesOn(deed, sentence.text) ? told : 0,
    };
    const held = new Set(terms.filter((_, t) => own[t]! > 0).map(({ key }) => key));
    const named = new Set(terms.filter(({ isSpecific }, t) => isSpecific && inContext[t]! > 0).map(({ key }) => key));
    return { ...sentence, held, named, features, shares: { own, inContext }, score: combine(features) };
  });
  return scored.sort((a, b) => b.score - a.score);
}

/** Fewer than four words, unless they tell who or what something is: "Excused: Nora Falk." */
const isFewWords = ({ terms, text }: ReadSentence): boolean =>
  terms.length < 4 && !(terms.length > 1 && /^\p{Lu}[\p{L} ]{2,30}:\s\S/u.test(text));

/** Whether a sentence tells of something else than the subject; see {@link SentenceFeatures.aside}. */
function isAside(
  subject: SubjectPlaces,
  { passage, spelledOut, text }: ReadSentence,
  { isTreated, isAmount }: { readonly isTreated: boolean; readonly isAmount: boolean },
): boolean {
  if (subject.isNamed(spelledOut)) return false;
  return (isTreated && !subject.isHeaded(passage)) || (isAmount && subject.isOfOtherKind(text));
}

/** "This policy describes how …", or no word beyond those of the question, the title and the headings. */
function namesDocument(question: AnalysedQuestion, { text, keys, frame }: ReadSentence): boolean {
  if (describesItself(text)) return true;
  const asked = new Set(question.terms.map(({ key }) => key));
  return question.kind !== 'yes-no' && [...keys].every((key) => asked.has(key) || frame.has(key));
}

/** How far each sentence holds a token of the wanted kind, in [0, 1]. */
function kindsOf(question: AnalysedQuestion, sentences: readonly ReadSentence[], isAmount: boolean): number[] {
  const isLimit = question.kind === 'other' && asksLimit(question.text);
  const own = sentences.map((sentence) =>
    isLimit ? AS_LIMIT[holdsFigure(sentence) ? 'told' : 'untold'] : kindOf(question, sentence, isAmount),
  );
  return own.map((kind, i) =>
    question.kind === 'money' && kind === 0 && leavesOutCurrency(sentences, own, i) ? 1 : kind,
  );
}

const holdsFigure = ({ text }: ReadSentence): boolean => holdsKind('number', text, '') === true;

/** "Rooms cost EUR 140. However, Geneva costs 260." */
function leavesOutCurrency(sentences: readonly ReadSentence[], kinds: readonly number[], i: number): boolean {
  const [before, sentence] = [sentences[i - 1], sentences[i]!];
  const isNext = before?.passageIndex === sentence.passageIndex && kinds[i - 1] === 1;
  return isNext && opensException(sentence.text) && holdsFigure(sentence);
}

/** Whether the sentence right after one, in the same passage, holds a token of the wanted kind. */
function isToldNext(sentences: readonly ReadSentence[], kinds: readonly number[], i: number): boolean {
  const [sentence, next] = [sentences[i]!, sentences[i + 1]];
  const isProse = sentence.kind === 'sentence' && next?.kind === 'sentence';
  return isProse && next.passageIndex === sentence.passageIndex && kinds[i + 1] === 1;
}

function kindOf(question: AnalysedQuestion, sentence: ReadSentence, isAmount: boolean): number {
  const kind = holdsWanted(question, sentence);
  const role = kind && isAmount ? roleOfLengths(sentence.text) : null;
  return role ? AS_AMOUNT[role] : kind === null ? 0.5 : Number(kind);
}

/** As {@link holdsKind}; a table names its units once, above, so that any new number in a row may be an amount of them. */
function holdsWanted(question: AnalysedQuestion, sentence: ReadSentence): boolean | null {
  const kind = sentence.kind === 'row' && QUANTITIES.has(question.kind) ? 'number' : question.kind;
  return holdsKind(kind, sentence.text, question.text);
}

/** The weighed sum of a sentence's features. */
export function combine(features: SentenceFeatures): number {
  return (Object.keys(SCORE_WEIGHTS) as (keyof SentenceFeatures)[]).reduce(
    (sum, name) => sum + SCORE_WEIGHTS[name] * features[name],
    0,
  );
}

function weighed(terms: readonly WeighedTerm[], shares: readonly number[]): number {
  return terms.reduce((sum, term, t) => sum + term.weight * shares[t]!, 0);
}

/** For each passage, how far any of its sentences holds each term. */
function passageMatches(
  sentences: readonly ReadSentence[],
  matches: readonly (readonly number[])[],
): Map<number, number[]> {
  const best = new Map<number, number[]>();
  sentences.forEach((sentence, i) => {
    const known = best.get(sentence.passageIndex);
    best.set(
      sentence.passageIndex,
      known ? known.map((value, t) => Math.max(value, matches[i]![t]!)) : [...matches[i]!],
    );
  });
  return best;
}

function togetherness(best: readonly ((keys: readonly string[]) => number)[], sentence: ReadSentence): number {
  if (best.length < 2) return 0;
  const places = best.map((affinityOf) =>
    sentence.terms.flatMap(({ key }, place) => (affinityOf([key]) >= 0.7 ? [place] : [])),
  );
  let pairs = 0;
  for (let t = 1; t < places.length; t += 1) {
    const isClose = places[t]!.some((a) => places[t - 1]!.some((b) => a !== b && Math.abs(a - b) <= CLOSE_TERMS));
    if (isClose) pairs += 1;
  }
  return pairs / (places.length - 1);
}
