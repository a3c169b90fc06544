import type { AnswerDocument } from '#contracts';
import { percentile } from './ranking-metrics.js';

/** What is known about one question's right answer. */
export interface GoldAnswer {
  readonly isUnanswerable: boolean;
  /** Strings of which one should occur in the answer; empty when none is known. */
  readonly answers: readonly string[];
}

/** How one question went. */
export interface AnswerOutcome {
  readonly gold: GoldAnswer;
  readonly answer: AnswerDocument;
  /** Whether a cited document is a gold one; null when no gold document is known. */
  readonly citesGold: boolean | null;
  readonly elapsedMs: number;
}

/** Shares are in [0, 1], or null when no question of the set can tell. */
export interface AnswerScores {
  readonly asked: number;
  readonly answered: number;
  readonly refused: number;
  readonly gold_in_citation: number | null;
  readonly gold_in_answer: number | null;
  readonly refused_unanswerable: number | null;
  readonly false_refusals: number | null;
  readonly unsupported_sentences: number;
  readonly p50_ms: number;
}

/**
 * Sum up a run. A refusal of an answerable question counts against citation and answer shares.
 * Answerable questions without known gold documents (or strings) are left out of that share.
 */
export function summarise(outcomes: readonly AnswerOutcome[]): AnswerScores {
  const answerable = outcomes.filter(({ gold }) => !gold.isUnanswerable);
  const unanswerable = outcomes.filter(({ gold }) => gold.isUnanswerable);
  const refused = outcomes.filter(isRefused);
  const sentences = outcomes.flatMap(({ answer }) => answer.sentences);
  return {
    asked: outcomes.length,
    answered: outcomes.length - refused.length,
    refused: refused.length,
    gold_in_citation: shareOf(
      answerable.filter((one) => one.citesGold !== null),
      (one) => one.citesGold === true,
    ),
    gold_in_answer: shareOf(
      answerable.filter((one) => one.gold.answers.length > 0),
      hasGoldAnswer,
    ),
    refused_unanswerable: shareOf(unanswerable, isRefused),
    false_refusals: shareOf(answerable, isRefused),
    unsupported_sentences: sentences.filter((sentence) => sentence.support === 'unsupported').length,
    p50_ms: Math.round(
      percentile(
        outcomes.map((one) => one.elapsedMs),
        0.5,
      ),
    ),
  };
}

/** Refused is an outcome of an answer; a question that failed has none. */
export function isRefused({ answer }: AnswerOutcome): boolean {
  return answer.outcome === 'refused';
}

/** Whether the answer was given and holds one of the gold strings. */
export function hasGoldAnswer(outcome: AnswerOutcome): boolean {
  return !isRefused(outcome) && outcome.gold.answers.some((gold) => occursIn(gold, outcome.answer.answer));
}

/**
 * Whether a gold string occurs in an answer, compared without case, in NFKC, white space collapsed.
 * Words and numbers must stand whole in scripts that part words with spaces: "no" is not in "not", "35" not in "1935".
 */
export function occursIn(gold: string, answer: string): boolean {
  const wanted = normalised(gold);
  if (wanted === '') return false;
  const before = new RegExp(`^${WORDLIKE}`, 'u').test(wanted) ? `(?<!${WORDLIKE})` : '';
  const after = new RegExp(`${WORDLIKE}$`, 'u').test(wanted) ? `(?!${WORDLIKE})` : '';
  return new RegExp(`${before}${escaped(wanted)}${after}`, 'u').test(normalised(answer));
}

const WORDLIKE = '[\\p{Script=Latin}\\p{Script=Greek}\\p{Script=Cyrillic}\\p{Nd}]';

function normalised(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

function shareOf<Item>(items: readonly Item[], holds: (item: Item) => boolean): number | null {
  return items.length === 0 ? null : items.filter(holds).length / items.length;
}
