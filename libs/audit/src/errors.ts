import type { Told } from '#contracts';
import { DetailedError, KnowledgeError } from '#knowledge';

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
export class LogInconsistent extends DetailedError<Told<'log.inconsistent'>> {
  readonly code = 'log.inconsistent';
  readonly kind = 'conflict';

  constructor(signedSize: number) {
    super(
      `The log no longer continues what was signed at ${signedSize} entries: it was altered, cut or restored from an old copy. Run "chancery audit verify".`,
      { size: signedSize },
    );
  }
}

/** The checkpoint is signed and kept here, but not where it was to be kept outside. */
export class LogCopyFailed extends KnowledgeError {
  readonly code = 'log.copy_failed';
  readonly kind = 'unavailable';
  override readonly retryable = true;

  constructor(place: string, cause: unknown) {
    super(
      `No checkpoint could be put into ${place}. See that it is there, mounted or reachable, and writable; the next one tries again.${because(cause)}`,
      {
        cause,
      },
    );
  }
}

/** A witness did not cosign a checkpoint. The log goes on; what it cosigned before still counts. */
export class WitnessRefused extends KnowledgeError {
  readonly code = 'log.witness_refused';
  readonly kind = 'unavailable';
  override readonly retryable = true;

  constructor(witness: string, why: string, cause?: unknown) {
    super(
      `The witness "${witness}" did not cosign the log: ${why}. See that its address and key are right and that it was told this log's key; the next checkpoint tries again.`,
      { cause },
    );
  }
}

/** A checkpoint could not be sent by e-mail. */
export class LogMailFailed extends KnowledgeError {
  readonly code = 'log.mail_failed';
  readonly kind = 'unavailable';
  override readonly retryable = true;

  constructor(to: string, cause: unknown) {
    super(
      `No checkpoint could be sent to ${to}. See that the mail server of the settings can be reached and takes mail from this service; the next one tries again.${because(cause)}`,
      { cause },
    );
  }
}

/** What this service itself refused, in its words; those of others may hold what nobody should read. */
const because = (cause: unknown): string => (cause instanceof KnowledgeError ? ` ${cause.message}` : '');
