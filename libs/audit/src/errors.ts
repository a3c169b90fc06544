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

/** The log has no such entry, or is not that long. */
export class LogEntryNotFound extends KnowledgeError {
  readonly code = 'log.entry_not_found';
  readonly kind = 'not-found';

  constructor(size: number) {
    super(`The log has ${size} entries, numbered from 0. Ask for one of them.`);
  }
}

/** The key at hand is not the one that the log knows, so nothing is signed with it. */
export class LogKeyUnknown extends KnowledgeError {
  readonly code = 'log.key_unknown';
  readonly kind = 'conflict';

  constructor() {
    super(
      'The signing key is not the one that this log knows. Put the right key file back, or make it the new key: chancery audit rotate-key.',
    );
  }
}

/** The log is not a continuation of what was signed before. Nothing more is signed. */
export class LogInconsistent extends KnowledgeError {
  readonly code = 'log.inconsistent';
  readonly kind = 'conflict';

  constructor(signedSize: number) {
    super(
      `The log no longer continues what was signed at ${signedSize} entries: it was altered, cut or restored from an old copy. Run "chancery audit verify".`,
    );
  }
}

/** The checkpoint is signed and kept here, but not where it was to be kept outside. */
export class LogCopyFailed extends KnowledgeError {
  readonly code = 'log.copy_failed';
  readonly kind = 'unavailable';
  override readonly retryable = true;

  constructor(folder: string, cause: unknown) {
    super(
      `No checkpoint could be put into ${folder}. See that it is there, mounted and writable; the next one tries again.`,
      {
        cause,
      },
    );
  }
}
