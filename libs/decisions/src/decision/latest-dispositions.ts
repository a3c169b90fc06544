import type { Disposition } from '#contracts';
import { DispositionForeign } from './errors.js';

/** What was last said of each answer, in the order in which answers were first judged. @param steps Oldest first. */
export function latestDispositions(steps: readonly { readonly dispositions: readonly Disposition[] }[]): Disposition[] {
  return [...new Map(steps.flatMap(({ dispositions }) => dispositions).map((given) => [given.record, given])).values()];
}

/** @throws DispositionForeign when one judges an answer that the decision does not rest on. */
export function refuseForeign(dispositions: readonly Disposition[], records: readonly { readonly id: string }[]): void {
  const known = new Set(records.map(({ id }) => id));
  if (dispositions.some(({ record }) => !known.has(record))) throw new DispositionForeign();
}
