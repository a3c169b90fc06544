import { askedForKind } from './asked-for-kind.js';
import { condenseByRules } from './condense-by-rules.js';
import type { PreviousExchange } from './rewrite.js';

/** An exchange as it was typed, before anybody understood it. */
export type TypedExchange = Pick<PreviousExchange, 'question' | 'answer' | 'missing'>;

/**
 * The last of some exchanges as it is to be understood after those before it: with the words that its question left out and the kind
 * of answer that it wanted, by rules alone.
 * @param typed Oldest first; all of them are gone through. An answer that may not be used is empty.
 * @returns null where there is none.
 */
export function foldExchanges(typed: readonly TypedExchange[]): PreviousExchange | null {
  return typed.reduce<PreviousExchange | null>((previous, exchange) => {
    const rewrite = condenseByRules(previous, exchange.question);
    const kind = previous && { kind: askedForKind(previous, exchange.question, rewrite) };
    return { ...exchange, question: rewrite?.to ?? exchange.question, typed: exchange.question, ...kind };
  }, null);
}
