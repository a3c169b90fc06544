import type { Span } from '#knowledge';
import type { AnalysedQuestion } from '../question/analyse-question.js';
import { affinityTo } from '../text/terms.js';
import type { ScoredSentence } from './score-sentences.js';
import type { WeighedTerm } from './weigh-terms.js';

export type RefusalCode =
  | 'answer.library_empty'
  | 'answer.nothing_found'
  | 'answer.not_enough_evidence'
  | 'answer.model_declined'
  | 'answer.unsupported';

/** Why a question stays unanswered; an expected outcome, not a failure. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly message: string;
}

/**
 * Least evidence for a quotation, in [0, 1.3]. Fitted on the odd questions of public English sets. Where inflections are not
 * undone (languages other than English) or words are pairs of characters, the same evidence counts for less, so less is asked.
 */
export const QUOTE_EVIDENCE = { english: 0.42, inflected: 0.36, characters: 0.26 } as const;
/** Least evidence before a model is asked at all: it understands other wordings, and may still decline. */
export const PROMPT_EVIDENCE = 0.16;
/** What a name or number of the question costs that nothing retrieved holds: it is probably about something else. */
export const MISSING_NAME_PENALTY = 0.25;

/** The same for a name or number that the best passage lacks, though another one holds it. */
export const ABSENT_NAME_PENALTY = 0.1;

export interface Evidence {
  /** Words of the question in the best sentence and around it, in [0, 1.3]. */
  readonly value: number;
  readonly threshold: number;
  /** Words of the question, as typed, that nothing retrieved holds. */
  readonly missing: readonly string[];
  /** How many words of the question something retrieved holds. */
  readonly found: number;
}

/** How much the best sentence covers of the question. Independent of any model. */
export function weighEvidence(
  question: AnalysedQuestion,
  terms: readonly WeighedTerm[],
  scored: readonly ScoredSentence[],
  answerer: 'quoted' | 'generated',
): Evidence {
  const best = scored[0]?.features;
  const missing = terms.filter((term) => !term.isFound);
  const penalty = missing.some((term) => term.isSpecific)
    ? MISSING_NAME_PENALTY
    : namesAbsent(terms, scored)
      ? ABSENT_NAME_PENALTY
      : 0;
  const value = best ? 0.35 * best.own + 0.65 * best.inContext + 0.3 * best.together - penalty : 0;
  const threshold = answerer === 'generated' ? PROMPT_EVIDENCE : QUOTE_EVIDENCE[wordingOf(question)];
  return {
    value: Math.max(0, value),
    threshold,
    missing: wordsAt(question.text, missing),
    found: terms.length - missing.length,
  };
}

/** Whether the passage of the best sentence lacks a name or number of the question. */
function namesAbsent(terms: readonly WeighedTerm[], scored: readonly ScoredSentence[]): boolean {
  const passage = scored.filter(({ passageIndex }) => passageIndex === scored[0]!.passageIndex);
  const keys = passage.flatMap((sentence) => [...sentence.keys, ...sentence.frame]);
  return terms.some((term) => term.isSpecific && affinityTo(term.key)(keys) === 0);
}

/**
 * Whether to refuse, and with which words.
 * @param searched Documents that the search went through, null where it did not count them.
 * @returns null when there is enough to answer from.
 */
export function shouldAbstain(searched: number | null, evidence: Evidence): Refusal | null {
  if (searched === 0) {
    return {
      code: 'answer.library_empty',
      message: 'There is no document to search yet in the collections you can read. Add documents, then ask again.',
    };
  }
  const where =
    searched === null
      ? 'the documents that were searched'
      : `the ${searched} ${searched === 1 ? 'document' : 'documents'} searched`;
  if (evidence.found === 0) {
    return {
      code: 'answer.nothing_found',
      message: `Nothing in ${where} matches the question. Try other words or other collections.`,
    };
  }
  if (evidence.value >= evidence.threshold) return null;
  return {
    code: 'answer.not_enough_evidence',
    message: `Nothing in ${where} answers this closely enough to be quoted. ${missingWords(evidence)}`,
  };
}

function missingWords({ missing }: Evidence): string {
  if (missing.length === 0) return 'The words of the question occur, but not together in any passage.';
  return `Found nowhere in what was read: ${missing.map((word) => `“${word}”`).join(', ')}.`;
}

/** The words at some places of a question, overlapping pairs of characters joined. */
function wordsAt(text: string, spans: readonly Span[]): string[] {
  const joined: { start: number; end: number }[] = [];
  for (const { start, end } of spans) {
    const last = joined.at(-1);
    if (last && start < last.end) last.end = end;
    else joined.push({ start, end });
  }
  return joined.map(({ start, end }) => text.slice(start, end));
}

function wordingOf(question: AnalysedQuestion): keyof typeof QUOTE_EVIDENCE {
  if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(question.text))
    return 'characters';
  return question.language === 'en' ? 'english' : 'inflected';
}
