import type { DecisionContent } from './decision.js';
import type { Lacking } from './errors.js';

/** What a draft still needs before it can be proposed; null when nothing. */
export function whatLacks({ choice, reason }: Pick<DecisionContent, 'choice' | 'reason'>): Lacking | null {
  if (choice === '') return reason === '' ? 'choice reason' : 'choice';
  return reason === '' ? 'reason' : null;
}
