import { joinPresent } from '#contracts';
import { type Decision } from '../decision/index.js';

/** States in which a decision is a precedent: it was made, one way or the other. */
export const PRECEDENT_STATES = ['approved', 'rejected', 'superseded'] as const;

/** What a decision is found by: everything that people wrote in it. */
export function precedentText({ content, outcome }: Pick<Decision, 'content' | 'outcome'>): string {
  const { question, options, choice, reason, matter } = content;
  const inOptions = options.flatMap(({ title, note }) => [title, note]);
  return joinPresent([question, choice, reason, ...inOptions, outcome?.text, matter], '\n');
}
