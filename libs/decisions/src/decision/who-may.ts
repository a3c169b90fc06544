import type { Decision, StepAction } from './decision.js';

type Step = Exclude<StepAction, 'create'>;

/** Only who answers for a decision makes it; who wrote it may still bring it forward or take it back. */
const RESPONSIBLE_ONLY: ReadonlySet<Step> = new Set(['approve', 'reject']);

/** Whether a person may take a step of a decision that they see; whether its state allows the step is another question. */
export function mayTake({ owner, content }: Pick<Decision, 'owner' | 'content'>, userId: string, step: Step): boolean {
  if (content.responsible.id === userId) return true;
  return owner.id === userId && !RESPONSIBLE_ONLY.has(step);
}
