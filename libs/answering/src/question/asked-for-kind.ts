import { questionKind, type QuestionKind } from './question-kind.js';
import type { PreviousExchange, Rewrite } from './rewrite.js';

/**
 * The kind of answer that a follow-up wants: "And in Geneva?" wants what the one before it wanted, however far back that was said.
 * @param rewrite What the rules made of it; null where they changed nothing.
 */
export function askedForKind(previous: PreviousExchange, question: string, rewrite: Rewrite | null): QuestionKind {
  const kind = questionKind(question);
  if (kind !== 'other' || rewrite?.reason !== 'ellipsis') return kind;
  return previous.kind ?? questionKind(previous.question);
}
