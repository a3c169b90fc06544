import { KnowledgeError } from '#knowledge';

export class BadFileName extends KnowledgeError {
  readonly code = 'document.bad_name';
  readonly kind = 'invalid';
  constructor(problem: string) {
    super(`The file's name can't be used: ${problem}. Rename it and send it again.`);
  }
}

export class FileTooLarge extends KnowledgeError {
  readonly code = 'document.too_large';
  readonly kind = 'too-large';
  constructor(limitBytes: number) {
    super(
      `The file is larger than ${Math.round(limitBytes / 1024 / 1024)} MB, the most this service takes. Split it, or raise UPLOAD_LIMIT_MB in the settings.`,
    );
  }
}

/** A step that brought its worker down again and again. */
export class GivenUp extends KnowledgeError {
  readonly code = 'ingest.gave_up';
  readonly kind = 'internal';
  constructor(attempts: number) {
    super(
      `Reading was begun ${attempts} times and never finished; the worker died each time. Check the file, then retry.`,
    );
  }
}

/** A password was given for a document that does not wait for one. */
export class DocumentNotLocked extends KnowledgeError {
  readonly code = 'document.not_locked';
  readonly kind = 'conflict';
  constructor() {
    super('The newest revision of this document does not wait for a password.');
  }
}
