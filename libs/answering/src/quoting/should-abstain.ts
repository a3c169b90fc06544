import type { Span } from '#knowledge';
import type { AnalysedQuestion } from '../question/analyse-question.js';
import { ASKED_AT_MOST, evidenceFeatures, type EvidenceFeatures } from './evidence-features.js';
import type { ScoredSentence } from './score-sentences.js';
import type { WeighedTerm } from './weigh-terms.js';

/** Stable and public: stored in records and shown by clients, so codes are added, never renamed. */
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
 * Logistic weights. Those for words were fitted on one half of five public sets, of which each question was put to all passages and, as a near
 * miss, to all but the right ones; they were rounded and moved by hand with the sample questions in view (docs/benchmarks.md).
 * Those for amounts, and for whom they are asked of, were set by hand on questions about two public handbooks, with the others in view.
 * Those for who is asked for were chosen by hand on the who-questions of two of these sets.
 * Pairs of characters keep weights of their own, set by hand: each word is several of them.
 */
const EVIDENCE_WEIGHTS: Readonly<
  Record<'words' | 'characters', Readonly<Record<keyof EvidenceFeatures | 'offset', number>>>
> = {
  words: {
    ...{ offset: -4.3, own: 1.7, inContext: 2.1, together: 0.3, kind: 2.2, topic: 1.15, heaviest: 0 },
    ...{ missing: -3.2, missingName: -0.8, absentNames: -1.5, askedAbsent: -0.5, roleAbsent: -2.4 },
    ...{ deedAbsent: -1.2, absentWords: -0.15, asked: 0.58, length: -2, strayNumber: -2, strayName: -1, allNamed: 0.2 },
    ...{ amountOfAbsent: -2, whomAbsent: -3, subjectAbsent: -1.8, subjectWhole: 0.4 },
  },
  characters: {
    ...{ offset: -3.25, own: 1.6, inContext: 1.5, together: 0.35, kind: 2.5, topic: 1.1, heaviest: 1.8 },
    ...{ missing: -2.4, missingName: -1, absentNames: -0.9, askedAbsent: -1.2, roleAbsent: 0 },
    ...{ deedAbsent: 0, absentWords: 0, asked: 0, length: 0, strayNumber: 0, strayName: 0, allNamed: 0 },
    ...{ amountOfAbsent: 0, whomAbsent: 0, subjectAbsent: 0, subjectWhole: 0 },
  },
};
/**
 * Least evidence for a quotation, in [0, 1]. Where inflections are not undone (languages other than English) or words are pairs
 * of characters, the same evidence counts for less, so less is asked.
 */
export const QUOTE_EVIDENCE = { english: 0.24, inflected: 0.2, characters: 0.12 } as const;
/** Least evidence before a model is asked at all: it understands other wordings, and may still decline. */
export const PROMPT_EVIDENCE = 0.12;

/** What speaks for answering at all, with the bar it is held against. */
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
  // A model may know the subject by another name.
  const unknown = answerer === 'generated' ? { subjectAbsent: 0, subjectWhole: 0 } : {};
  return {
    value: features
      ? likelihood({ ...features, ...unknown }, EVIDENCE_WEIGHTS[wording === 'characters' ? 'characters' : 'words'])
      : 0,
    threshold: answerer === 'generated' ? PROMPT_EVIDENCE : QUOTE_EVIDENCE[wording],
    missing: wordsAt(question.text, missing),
    found: terms.length - missing.length,
  };
}

function likelihood(features: EvidenceFeatures, weights: (typeof EVIDENCE_WEIGHTS)['words']): number {
  const sum = (Object.keys(features) as (keyof EvidenceFeatures)[]).reduce(
    (total, name) => total + weights[name] * features[name],
    weights.offset,
  );
  return 1 / (1 + Math.exp(-sum));
}

/** Whether one passage answers by its words alone, whoever writes the answer. */
export const answersAlone = ({ value, found }: Evidence): boolean => found > 0 && value >= QUOTE_EVIDENCE.english;

/** Whether the bar is reached; never where no word of the question was found, whatever the value. */
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
  return `Found nowhere in what was read: ${inQuotes(missing)}.`;
}

/** Words of a question as a sentence names them. */
export const inQuotes = (words: readonly string[]): string => words.map((word) => `“${word}”`).join(', ');

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
