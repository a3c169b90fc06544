import { KnowledgeError } from '#knowledge';

const DEEPEST = 5;

/** Our own refusal (an address that may not be reached, a limit) inside what a client library made of it; null for none. */
export function refusalIn(error: unknown): KnowledgeError | null {
  let each: unknown = error;
  for (let depth = 0; depth < DEEPEST && each instanceof Error; depth += 1) {
    if (each instanceof KnowledgeError) return each;
    each = each.cause;
  }
  return null;
}
