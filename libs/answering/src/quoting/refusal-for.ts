import type { PlanKind } from '../planning/plan-by-rules.js';
import type { TakenStep } from '../reading/take-steps.js';
import { hasEnough, shouldAbstain, type Refusal } from './should-abstain.js';

/**
 * Whether to refuse, and with which words. A comparison or several questions in one are answered as far as one of their
 * steps found enough; a chain only when its last step did.
 * @param searched Documents that the search went through, null where it did not count them.
 * @param asOf The library change that was searched as of; null for now.
 */
export function refusalFor(
  { searched, asOf }: { readonly searched: number | null; readonly asOf: number | null },
  kind: PlanKind | null,
  steps: readonly TakenStep[],
): Refusal | null {
  const readings = steps.flatMap(({ reading }) => reading ?? []);
  const last = readings.at(-1);
  if (!last) return { code: 'answer.nothing_found', message: 'Time was up before anything was found. Ask again.' };
  const counting = kind === 'compare' || kind === 'parts' ? readings : [last];
  if (counting.some(({ evidence }) => hasEnough(evidence)))
    return searched === 0 ? shouldAbstain(0, last.evidence, asOf) : null;
  const best = counting.reduce((a, b) => (b.evidence.value > a.evidence.value ? b : a));
  const missing = [...new Set(counting.flatMap(({ evidence }) => evidence.missing))];
  return shouldAbstain(searched, { ...best.evidence, missing }, asOf);
}
