import { askedForKind } from './asked-for-kind.js';
import { condenseByRules } from './condense-by-rules.js';
import type { PreviousExchange } from './rewrite.js';

/**
 * The last of some exchanges as it is to be understood after those before it: with the words that its question left out and the kind
 * of answer that it wanted, by rules alone.
 * @param typed As typed, oldest first; only the oldest may have been understood before. All are gone through. An answer that may not be used
 * is empty.
 * @returns null where there is none.
 */
export function foldExchanges(typed: readonly PreviousExchange[]): PreviousExchange | null {
  return typed.reduce<PreviousExchange | null>((previous, exchange) => {
    const rewrite = condenseByRules(previous, exchange.question);
    const kind = previous && { kind: askedForKind(previous, exchange.question, rewrite) };
    const { question, typed: asTyped = question } = exchange;
    return { ...exchange, question: rewrite?.to ?? question, typed: asTyped, ...kind };
  }, null);
}
