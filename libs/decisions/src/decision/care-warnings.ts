import type { CareWarning } from '#contracts';
import type { DecisionStep } from './decision.js';

/** Nobody reads a decision and its sources in less. */
const HASTY_MS = 5_000;

const SAYS: Readonly<Record<CareWarning['code'], (name: string) => string>> = {
  citations_unopened: (name) => `${name} approved without having opened a citation.`,
  citations_unknown: (name) => `${name} approved from where it is not known whether a citation was opened.`,
  approval_hasty: (name) => `${name} approved within seconds of opening the decision.`,
};

/**
 * What to know of the approvals that stand: who opened no citation, of whom nobody knows because the client does not say (the
 * command line, and programs), and who signed almost at once.
 * @param steps Oldest first.
 */
export function careWarnings(steps: readonly Pick<DecisionStep, 'action' | 'by' | 'attention'>[]): CareWarning[] {
  const since = steps.map(({ action }) => action).lastIndexOf('propose');
  const approvals = steps.slice(Math.max(0, since)).filter(({ action }) => action === 'approve');
  return approvals.flatMap(({ by: { name }, attention }) =>
    codesFor(attention).map((code) => ({ code, by: name, message: SAYS[code](name) })),
  );
}

function codesFor(attention: DecisionStep['attention']): CareWarning['code'][] {
  const opened = attention?.citationsOpened ?? null;
  const isHasty = typeof attention?.timeSpentMs === 'number' && attention.timeSpentMs < HASTY_MS;
  return [
    ...(opened === 0 ? ['citations_unopened' as const] : []),
    ...(opened === null ? ['citations_unknown' as const] : []),
    ...(isHasty ? ['approval_hasty' as const] : []),
  ];
}
