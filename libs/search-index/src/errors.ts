import type { Told } from '#contracts';
import { DetailedError, KnowledgeError } from '#knowledge';

/** A vector that the table cannot hold or compare: the index itself would pad or cut it without a word. */
export class VectorMismatch extends DetailedError<Told<'index.vector_mismatch'>> {
  readonly code = 'index.vector_mismatch';
  readonly kind = 'internal';

  constructor(length: number, dimensions: number) {
    super(
      length === dimensions
        ? 'The embedder returned a vector that is not all finite numbers; check the embedding model.'
        : `The embedder returned ${length} numbers and this index holds ${dimensions}; a new embedding model needs a reindex.`,
      { length, dimensions },
    );
  }
}

/** LanceDB failed; the cause is for the service log. */
export class IndexUnavailable extends KnowledgeError {
  readonly code = 'index.unavailable';
  readonly kind = 'unavailable';
  override readonly retryable = true;

  constructor(action: string, cause: unknown) {
    super(`The search index could not ${action}; the service log has the details. Trying again is safe.`, { cause });
  }
}
