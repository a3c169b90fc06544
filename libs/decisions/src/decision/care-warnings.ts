import type { DecisionStep } from './decision.js';

export interface CareWarning {
  readonly code: 'citations_unopened' | 'approval_hasty';
  readonly message: string;
}

/** Nobody reads a decision and its sources in less. */
const HASTY_MS = 5_000;

/**
 * What to know of the approvals that stand: who opened no citation, and who signed almost at once. Clients that say
 * nothing of it are not held against anybody.
 * @param steps Oldest first.
 */
export function careWarnings(steps: readonly Pick<DecisionStep, 'action' | 'by' | 'attention'>[]): CareWarning[] {
  const since = steps.map(({ action }) => action).lastIndexOf('propose');
  const approvals = steps.slice(Math.max(0, since)).filter(({ action }) => action === 'approve');
  return approvals.flatMap(({ by, attention }) => [
    ...(attention?.citationsOpened === 0
      ? [{ code: 'citations_unopened' as const, message: `${by.name} approved without having opened a citation.` }]
      : []),
    ...(typeof attention?.timeSpentMs === 'number' && attention.timeSpentMs < HASTY_MS
      ? [{ code: 'approval_hasty' as const, message: `${by.name} approved within seconds of opening the decision.` }]
      : []),
  ]);
}
