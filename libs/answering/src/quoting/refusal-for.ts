import type { PlanKind } from '../planning/plan-by-rules.js';
import type { TakenStep } from '../reading/take-steps.js';
import { hasEnough, inQuotes, shouldAbstain, type Refusal } from './should-abstain.js';

/**
 * Whether to refuse, and with which words. A comparison or several questions in one are answered as far as one of their
 * steps found enough; a chain only when its last step did, and its refusal names the step that failed.
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
  const refusal = shouldAbstain(searched, { ...best.evidence, missing }, asOf);
  const failed = kind === 'chain' ? failedStep(steps) : null;
  return refusal && failed && !refusal.code.startsWith('answer.library_empty')
    ? { ...refusal, message: `${failed} ${refusal.message}` }
    : refusal;
}

const LACKED: Readonly<Record<TakenStep['step']['outcome'], string>> = {
  found: 'found no single name, role or date to go on with',
  skipped: 'was not taken',
  nothing: 'found nothing',
  not_enough: 'found nothing that answers it closely enough',
};

/** Which step of a chain broke it, and what it lacked; null where none stands out. */
function failedStep(steps: readonly TakenStep[]): string | null {
  const at = steps.findIndex(
    ({ step }, i) => step.outcome !== 'found' || steps[i + 1]?.step.reason?.code === 'asked_whole',
  );
  const failed = steps[at];
  if (!failed) return null;
  const { question, outcome } = failed.step;
  const missing = failed.reading?.evidence.missing ?? [];
  const words = missing.length === 0 ? '' : ` (found nowhere: ${inQuotes(missing)})`;
  return `Step ${at + 1} of ${steps.length}, “${question}”, ${LACKED[outcome]}${words}.`;
}
