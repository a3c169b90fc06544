import type { Told } from '#contracts';
import { DetailedError, KnowledgeError } from '#knowledge';

type NameProblem = Told<'document.bad_name'>['particulars']['problem'];

const NAME_PROBLEMS: Readonly<Record<NameProblem, (limit: number) => string>> = {
  unicode: () => 'it is not valid Unicode',
  control: () => 'it holds control characters',
  invisible: () => 'it holds invisible or direction-changing characters',
  outside: () => 'it points outside its folder (..)',
  absolute: () => 'it is an absolute path',
  empty: () => 'it is empty',
  long: (limit) => `it is longer than ${limit} characters`,
};

/**
 * A path that can't be stored or typed again, or that leads out of its collection. Only this file of an upload is
 * refused.
 */
export class BadFileName extends DetailedError<Told<'document.bad_name'>> {
  readonly code = 'document.bad_name';
  readonly kind = 'invalid';
  /** @param limit Characters that it may have. */
  constructor(problem: NameProblem, limit = 0) {
    super(
      `The file's name can't be used: ${NAME_PROBLEMS[problem](limit)}. Rename it and send it again.`,
      problem === 'long' ? { problem, limit } : { problem },
    );
  }
}

/** Refused on its way in; nothing of it is kept. */
export class FileTooLarge extends DetailedError<Told<'document.too_large'>> {
  readonly code = 'document.too_large';
  readonly kind = 'too-large';
  constructor(limitBytes: number) {
    const limitMb = Math.round(limitBytes / 1024 / 1024);
    super(
      `The file is larger than ${limitMb} MB, the most this service takes. Split it, or raise UPLOAD_LIMIT_MB in the settings.`,
      { limitMb },
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
