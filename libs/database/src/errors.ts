import { KnowledgeError } from '#knowledge';

/** PostgreSQL does not answer, or refuses the connection. */
export class DatabaseUnavailable extends KnowledgeError {
  readonly code = 'database.unavailable';
  readonly kind = 'unavailable';
  override readonly retryable = true;
}

/** The embedded PostgreSQL could not be prepared or started; the message says what to do. */
export class EmbeddedPostgresFailed extends KnowledgeError {
  readonly code = 'database.embedded_failed';
  readonly kind = 'unavailable';
}

/** The data folder can't be written by this user. */
export class DataFolderUnwritable extends KnowledgeError {
  readonly code = 'data.unwritable';
  readonly kind = 'unavailable';

  constructor(folder: string, cause: unknown) {
    super(
      `The data folder ${folder} can't be written. Give this user the right to write it, or name another with --data DIR.`,
      {
        cause,
      },
    );
  }
}
