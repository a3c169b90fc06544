import { createHash } from 'node:crypto';
import type { ClausePlace } from './clause.js';
import type { Span } from './span.js';

/** A stored piece of one revision: what is embedded, indexed and cited. */
export interface Chunk extends Span {
  /** {@link chunkId} of the revision and ordinal, so that every step may run twice. */
  readonly id: string;
  readonly revisionId: string;
  /** Position within the revision, from 0, in reading order. */
  readonly ordinal: number;
  /** Pages of the first and last character, from 1. */
  readonly page: number;
  readonly lastPage: number;
  /** Headings above the chunk, outermost first. */
  readonly headingPath: readonly string[];
  /** Estimated tokens of the embedder, heading path included. */
  readonly tokens: number;
}

/** Deterministic chunk id: 32 hex characters of SHA-256 over revision and ordinal. */
export function chunkId(revisionId: string, ordinal: number): string {
  return createHash('sha256').update(`${revisionId}\n${ordinal}`).digest('hex').slice(0, 32);
}

/** A retrieved chunk, ready to be quoted. `text` is exactly the stored text at `span`. */
export interface Passage {
  readonly chunkId: string;
  readonly collectionId: string;
  readonly documentId: string;
  readonly revisionId: string;
  /** Revision number within its document, from 1. */
  readonly revision: number;
  readonly title: string;
  readonly path: string;
  /** Of the file that was read; absent where nobody asked. */
  readonly mediaType?: string;
  /** Page of its first character, from 1. */
  readonly page: number;
  /** Page of its last character; absent where nobody asked. */
  readonly lastPage?: number;
  readonly headingPath: readonly string[];
  /** Clauses of a legal text that it lies in, the one in force at its start first. */
  readonly clauses?: readonly ClausePlace[];
  readonly text: string;
  readonly span: Span;
  readonly score: number;
  readonly scores: { readonly keyword: number; readonly cosine: number | null; readonly rerank?: number };
  /** Whether a newer revision has replaced the one this passage comes from. */
  readonly isSuperseded: boolean;
}
