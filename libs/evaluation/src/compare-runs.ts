import type { GoldenQuestion, GoldenResult } from './golden-question.js';
import { versionOf } from './golden-version.js';
import { type GoldenFigures, bestRank, figuresOf, ndcgOf } from './judge-ranking.js';

/** What nDCG@10 and hit@5 of a new index may fall by: a little more than chance moves them on a few dozen questions. */
export const GATE_TOLERANCE = 0.02;
const SAME = 1e-9;

/** How the later run stands to the earlier one. */
export type Verdict = 'better' | 'same' | 'worse';

/** One golden question in two runs. `rank` is of the first expected passage, from 1; null where none was found. */
export interface ComparedQuestion {
  readonly question: GoldenQuestion;
  readonly from: GoldenResult;
  readonly to: GoldenResult;
  readonly rank: { readonly from: number | null; readonly to: number | null };
  readonly verdict: Verdict;
}

/** Two runs of the golden questions side by side, and whether the later generation may take over. */
export interface RunComparison {
  /** Questions that both runs have answered as they are now. */
  readonly questions: readonly ComparedQuestion[];
  readonly figures: { readonly from: GoldenFigures; readonly to: GoldenFigures };
  readonly verdict: Verdict | 'unknown';
  /** `untried`: questions that were not put to both. */
  readonly gate: { readonly passes: boolean; readonly reason: string; readonly untried: number };
}

/**
 * Two indexes by what they found for the same questions.
 * The gate lets the new one pass when neither nDCG@10 nor hit@5 fell by more than {@link GATE_TOLERANCE}, and when there are
 * no questions at all: then there is nothing to judge by. It stays shut while questions there are were not put to both.
 */
export function compareRuns(
  questions: readonly GoldenQuestion[],
  from: readonly GoldenResult[] | null,
  to: readonly GoldenResult[] | null,
): RunComparison {
  const compared = questions.flatMap((question) => comparedQuestion(question, from, to) ?? []);
  const figures = { from: figuresIn(compared, 'from'), to: figuresIn(compared, 'to') };
  return {
    questions: compared,
    figures,
    verdict: verdictOf(compared, figures),
    gate: gateOf(questions, compared, figures),
  };
}

function comparedQuestion(
  question: GoldenQuestion,
  before: readonly GoldenResult[] | null,
  after: readonly GoldenResult[] | null,
): ComparedQuestion | null {
  const version = versionOf(question);
  const isIt = (result: GoldenResult) => result.questionId === question.id && result.version === version;
  const [from, to] = [before?.find(isIt), after?.find(isIt)];
  if (!from || !to) return null;
  const documents = documentsOf(question);
  const gain = ndcgOf(to.ranks, documents) - ndcgOf(from.ranks, documents);
  const verdict = Math.abs(gain) < SAME ? 'same' : gain > 0 ? 'better' : 'worse';
  return { question, from, to, rank: { from: bestRank(from.ranks), to: bestRank(to.ranks) }, verdict };
}

function figuresIn(compared: readonly ComparedQuestion[], side: 'from' | 'to'): GoldenFigures {
  return figuresOf(compared.map((one) => ({ ranks: one[side].ranks, expectedDocuments: documentsOf(one.question) })));
}

function verdictOf(
  compared: readonly ComparedQuestion[],
  { from, to }: RunComparison['figures'],
): RunComparison['verdict'] {
  if (compared.length === 0) return 'unknown';
  const gain = to.ndcgAt10 - from.ndcgAt10;
  return Math.abs(gain) < SAME ? 'same' : gain > 0 ? 'better' : 'worse';
}

function gateOf(
  questions: readonly GoldenQuestion[],
  compared: readonly ComparedQuestion[],
  { from, to }: RunComparison['figures'],
): RunComparison['gate'] {
  const untried = questions.length - compared.length;
  if (questions.length === 0) return { passes: true, reason: 'There are no golden questions to judge by.', untried };
  if (untried > 0)
    return {
      ...{ passes: false, untried },
      reason: `${untried} of ${questions.length} golden questions were not put to both; compare them first.`,
    };
  const falls = [fall('nDCG@10', from.ndcgAt10, to.ndcgAt10), fall('hit@5', from.hitAt5, to.hitAt5)].filter(
    (sentence) => sentence !== null,
  );
  if (falls.length > 0)
    return { passes: false, reason: `${falls.join(' and ')}; up to ${GATE_TOLERANCE} is let pass.`, untried };
  return { passes: true, reason: `nDCG@10 went from ${shown(from.ndcgAt10)} to ${shown(to.ndcgAt10)}.`, untried };
}

const fall = (name: string, from: number, to: number): string | null =>
  from - to > GATE_TOLERANCE + SAME ? `${name} fell from ${shown(from)} to ${shown(to)}` : null;

const shown = (value: number): string => value.toFixed(3);

/** Several passages of one document are one document to be found. */
export const documentsOf = ({ expected }: Pick<GoldenQuestion, 'expected'>): number =>
  new Set(expected.map(({ documentId }) => documentId)).size;
