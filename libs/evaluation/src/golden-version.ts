import { canonicalJson, sha256Hex } from '#knowledge';
import type { GoldenQuestion } from './golden-question.js';

/** Stands for what is asked, where, and what is expected: results of another version say nothing of this one. */
export function versionOf({ question, collectionIds, expected }: GoldenQuestion): string {
  const sources = expected.map(({ documentId, quote, page }) => ({ documentId, quote, page }));
  return sha256Hex(canonicalJson({ question, collectionIds: [...collectionIds].sort(), expected: sources })).slice(
    0,
    16,
  );
}
