import type { DecisionStep } from './decision.js';

export interface CareWarning {
  readonly code: 'citations_unopened' | 'citations_unknown' | 'approval_hasty';
  readonly message: string;
}

/** Nobody reads a decision and its sources in less. */
const HASTY_MS = 5_000;

/**
 * What to know of the approvals that stand: who opened no citation, of whom nobody knows because the client does not say (the
 * command line, and programs), and who signed almost at once.
 * @param steps Oldest first.
 */
export function careWarnings(steps: readonly Pick<DecisionStep, 'action' | 'by' | 'attention'>[]): CareWarning[] {
  const since = steps.map(({ action }) => action).lastIndexOf('propose');
  const approvals = steps.slice(Math.max(0, since)).filter(({ action }) => action === 'approve');
  return approvals.flatMap(({ by, attention }) => [
    ...(attention?.citationsOpened === 0
      ? [{ code: 'citations_unopened' as const, message: `${by.name} approved without having opened a citation.` }]
      : []),
    ...((attention?.citationsOpened ?? null) === null
      ? [
          {
            code: 'citations_unknown' as const,
            message: `${by.name} approved from where it is not known whether a citation was opened.`,
          },
        ]
      : []),
    ...(typeof attention?.timeSpentMs === 'number' && attention.timeSpentMs < HASTY_MS
      ? [{ code: 'approval_hasty' as const, message: `${by.name} approved within seconds of opening the decision.` }]
      : []),
  ]);
}
