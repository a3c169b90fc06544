import { sha256Hex } from '#knowledge';
import type { Passage } from '#knowledge';

/** Where else the words of a passage stand. */
export interface PassageCopy {
  readonly chunkId: string;
  readonly documentId: string;
  readonly revisionId: string;
  readonly title: string;
  readonly path: string;
  readonly page: number;
}

/** A passage in a result. */
export interface RetrievedPassage extends Passage {
  /** Other documents that say the same word for word; left out of the list, so that one paragraph does not fill it. */
  readonly copies?: readonly PassageCopy[];
}

/**
 * Keeps the best passage of each paragraph. Copies are passages with the same words in the same order, whatever their case,
 * spacing and punctuation. Passages that differ in a word or a number are not: "may terminate" and "may not terminate" are
 * near, and mean the opposite.
 */
export class CopyCollapser {
  private readonly kept = new Map<string, { passage: Passage; copies: PassageCopy[]; documents: Set<string> }>();

  /** Take the next passage, best first. */
  add(passage: Passage): void {
    const key = sayingOf(passage.text);
    const first = this.kept.get(key);
    const { chunkId, documentId, revisionId, title, path, page } = passage;
    if (!first) {
      this.kept.set(key, { passage, copies: [], documents: new Set([documentId]) });
    } else if (!first.documents.has(documentId)) {
      // The same words again in one document say nothing new.
      first.documents.add(documentId);
      first.copies.push({ chunkId, documentId, revisionId, title, path, page });
    }
  }

  get count(): number {
    return this.kept.size;
  }

  /** In the order in which they came. */
  passages(): RetrievedPassage[] {
    return [...this.kept.values()].map(({ passage, copies }) => (copies.length > 0 ? { ...passage, copies } : passage));
  }
}

function sayingOf(text: string): string {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .match(/[\p{L}\p{N}\p{M}]+/gu);
  return sha256Hex(words ? words.join(' ') : text);
}
