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

/** What is there already would be overwritten. */
export class RestoreNotEmpty extends KnowledgeError {
  readonly code = 'restore.not_empty';
  readonly kind = 'conflict';
}

/** A restoration into this folder was broken off. */
export class RestoreUnfinished extends KnowledgeError {
  readonly code = 'restore.unfinished';
  readonly kind = 'conflict';
  constructor(dataDir: string, backup: string) {
    super(
      `The backup ${backup} was being restored into ${dataDir} and is not all there. Run chancery restore again, with the same folders.`,
    );
  }
}
