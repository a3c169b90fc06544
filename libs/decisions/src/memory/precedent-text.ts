import { type Decision } from '../decision/index.js';

/** States in which a decision is a precedent: it was made, one way or the other. */
export const PRECEDENT_STATES = ['approved', 'rejected', 'superseded'] as const;

/** What a decision is found by: everything that people wrote in it. */
export function precedentText({ content, outcome }: Pick<Decision, 'content' | 'outcome'>): string {
  const { question, options, choice, reason, matter } = content;
  return [
    question,
    choice,
    reason,
    ...options.flatMap(({ title, note }) => [title, note]),
    outcome?.text ?? '',
    matter ?? '',
  ]
    .filter((part) => part !== '')
    .join('\n');
}
