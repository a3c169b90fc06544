import { KnowledgeError } from '#knowledge';

/** PostgreSQL does not answer, or refuses the connection. */
export class DatabaseUnavailable extends KnowledgeError {
  readonly code = 'database.unavailable';
  readonly kind = 'unavailable';
  override readonly retryable = true;
}

/** A later version of the program has changed the tables. */
export class DatabaseNewer extends KnowledgeError {
  readonly code = 'database.newer';
  readonly kind = 'conflict';
  /** @param migration The last one that this version does not know. */
  constructor(migration: string) {
    super(
      `The database was brought up to date by a later version of Chancery (${migration}), and this one would damage it. ` +
        'Start that version again, or restore a backup from before into a new data folder.',
    );
  }
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
