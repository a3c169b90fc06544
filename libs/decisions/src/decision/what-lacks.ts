import type { DecisionContent } from './decision.js';

/** What a draft still needs before it can be proposed, in words; empty when nothing does. */
export function whatLacks({ choice, reason }: Pick<DecisionContent, 'choice' | 'reason'>): string[] {
  return [...(choice === '' ? ['what was chosen'] : []), ...(reason === '' ? ['the reason'] : [])];
}
