import type { Span } from '#knowledge';
import type { AnalysedQuestion } from '../question/analyse-question.js';
import { ASKED_AT_MOST, evidenceFeatures, type EvidenceFeatures } from './evidence-features.js';
import type { ScoredSentence } from './score-sentences.js';
import type { WeighedTerm } from './weigh-terms.js';

export type RefusalCode =
  | 'answer.library_empty'
  | 'answer.library_empty_then'
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
 * Logistic weights. They began as a fit on two public English sets, put to their own documents and to others, and on business
 * questions, and were then rounded and moved by hand with all of them in view: no figure of those sets is held out.
 */
export const EVIDENCE_WEIGHTS: Readonly<Record<keyof EvidenceFeatures, number>> = {
  own: 1.6,
  inContext: 1.5,
  together: 0.35,
  kind: 2.5,
  topic: 1.1,
  heaviest: 1.8,
  missing: -2.4,
  missingName: -1,
  absentNames: -0.9,
  askedAbsent: -1.2,
};
const EVIDENCE_OFFSET = -3.25;
/**
 * Least evidence for a quotation, in [0, 1]. Where inflections are not undone (languages other than English) or words are pairs
 * of characters, the same evidence counts for less, so less is asked.
 */
export const QUOTE_EVIDENCE = { english: 0.38, inflected: 0.32, characters: 0.12 } as const;
/** Least evidence before a model is asked at all: it understands other wordings, and may still decline. */
export const PROMPT_EVIDENCE = 0.12;

export interface Evidence {
  /** How probably the best sentence answers, judged by words alone, in [0, 1]. */
  readonly value: number;
  readonly threshold: number;
  /** Words of the question, as typed, that nothing retrieved holds. */
  readonly missing: readonly string[];
  /** How many words of the question something retrieved holds. */
  readonly found: number;
}

/** How much speaks for the best sentence. Independent of any model. */
export function weighEvidence(
  question: AnalysedQuestion,
  terms: readonly WeighedTerm[],
  scored: readonly ScoredSentence[],
  answerer: 'quoted' | 'generated',
): Evidence {
  const missing = terms.filter((term) => !term.isFound);
  const wording = wordingOf(question);
  const features = evidenceFeatures(question, terms, scored, wording === 'characters' ? Infinity : ASKED_AT_MOST);
  return {
    value: features ? likelihood(features) : 0,
    threshold: answerer === 'generated' ? PROMPT_EVIDENCE : QUOTE_EVIDENCE[wording],
    missing: wordsAt(question.text, missing),
    found: terms.length - missing.length,
  };
}

function likelihood(features: EvidenceFeatures): number {
  const sum = (Object.keys(EVIDENCE_WEIGHTS) as (keyof EvidenceFeatures)[]).reduce(
    (total, name) => total + EVIDENCE_WEIGHTS[name] * features[name],
    EVIDENCE_OFFSET,
  );
  return 1 / (1 + Math.exp(-sum));
}

/** Whether one passage answers by its words alone, whoever writes the answer. */
export const answersAlone = ({ value, found }: Evidence): boolean => found > 0 && value >= QUOTE_EVIDENCE.english;

export const hasEnough = ({ value, threshold, found }: Evidence): boolean => found > 0 && value >= threshold;

/**
 * Whether to refuse, and with which words.
 * @param searched Documents that the search went through, null where it did not count them.
 * @param asOf The library change that was searched as of; null for now.
 * @returns null when there is enough to answer from.
 */
export function shouldAbstain(searched: number | null, evidence: Evidence, asOf: number | null = null): Refusal | null {
  if (searched === 0 && asOf !== null) {
    return {
      code: 'answer.library_empty_then',
      message: 'On that day there was no document yet in the collections you can read. Ask as of a later day.',
    };
  }
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
  if (hasEnough(evidence)) return null;
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
