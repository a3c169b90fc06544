import type { Told } from './particulars.js';

/** What a draft of a decision may lack. */
export type DraftLack = Told<'decision.incomplete'>['particulars']['lacks'];

/** What a draft still needs before it can be proposed; null when nothing. Spaces are no words. */
export function whatDraftLacks(draft: { readonly choice: string; readonly reason: string }): DraftLack | null {
  const hasReason = draft.reason.trim() !== '';
  if (draft.choice.trim() === '') return hasReason ? 'choice' : 'choice reason';
  return hasReason ? null : 'reason';
}
