import { KnowledgeError } from '#knowledge';

/** No record, no answer: what can't be logged does not happen. */
export class LogUnwritable extends KnowledgeError {
  readonly code = 'log.unwritable';
  readonly kind = 'unavailable';
  override readonly retryable = true;

  constructor(cause: unknown) {
    super(
      'The log could not be written, so nothing was done. Check that PostgreSQL runs and its disk has room, then try again.',
      { cause },
    );
  }
}
