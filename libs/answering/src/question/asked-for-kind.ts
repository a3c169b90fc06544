import { condenseByRules } from './condense-by-rules.js';
import { questionKind } from './question-kind.js';
import type { PreviousExchange } from './rewrite.js';

/** The question that says what kind of answer is wanted: "And in Geneva?" wants what the one before it wanted. */
export function askedForKind(previous: PreviousExchange | null | undefined, question: string): string {
  const leavesItOut = questionKind(question) === 'other' && condenseByRules(previous, question)?.reason === 'ellipsis';
  return leavesItOut ? previous!.question : question;
}
