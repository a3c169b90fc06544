import type { PlanKind } from '../planning/plan-by-rules.js';
import type { TakenStep } from '../reading/take-steps.js';
import { selectQuotes, type Quote } from './select-quotes.js';
import { hasEnough } from './should-abstain.js';

/** Of each step of several. */
const MOST_OF_A_STEP = 2;

/** The sentences to quote: the best of the only search, or of every step that found enough, in the order of the steps. */
export function quotesOf(kind: PlanKind | null, steps: readonly TakenStep[]): Quote[] {
  if (kind === null) return selectQuotes(steps[0]?.reading?.scored ?? []);
  const quotes = steps.flatMap(({ reading }) =>
    reading && hasEnough(reading.evidence) ? selectQuotes(reading.scored, MOST_OF_A_STEP) : [],
  );
  const seen = new Set<string>();
  return quotes.filter(({ passage, span }) => {
    const id = `${passage.revisionId}:${span.start}:${span.end}`;
    return !seen.has(id) && seen.add(id);
  });
}
