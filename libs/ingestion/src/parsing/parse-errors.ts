import type { Told, TooMany } from '#contracts';
import { DetailedError, KnowledgeError, type ErrorKind } from '#knowledge';
import type { ReportedFailure } from './parser-messages.js';
import { INSTALL_RECOGNITION } from './recognition-notes.js';

/** The file holds no bytes, only white space, or nothing that reads as text. */
export class DocumentEmpty extends KnowledgeError {
  readonly code = 'document.empty';
  readonly kind = 'invalid';
  constructor() {
    super('The file holds no text, so there is nothing to search. Check that the right file was sent.');
  }
}

/** A kind of file that this service does not read. */
export class UnsupportedType extends DetailedError<Told<'document.unsupported_type'>> {
  readonly code = 'document.unsupported_type';
  readonly kind = 'invalid';
  /** @param kind Short for what it is, see `PARTICULARS`. */
  constructor(
    readonly actualType: string,
    kind: string,
  ) {
    super(
      `This is ${actualType}, which this service cannot read. ` +
        'Save it as PDF, in an Office or OpenDocument format, as Markdown, HTML or plain text and send that.',
      { kind },
    );
  }
}

/** The name promises one format and the content is another. */
export class WrongExtension extends DetailedError<Told<'document.wrong_extension'>> {
  readonly code = 'document.wrong_extension';
  readonly kind = 'invalid';
  constructor(
    readonly extension: string,
    readonly actualType: string,
    advice: string,
    told: Omit<Told<'document.wrong_extension'>['particulars'], 'extension'>,
  ) {
    super(`The file is named .${extension} but is ${actualType}. ${advice}`, { extension, ...told });
  }
}

/** A container of the right kind that holds another format than its name promises. */
export class WrongContent extends WrongExtension {
  constructor(extension: string, format: string) {
    super(
      extension,
      `a container without what makes a ${format}`,
      'Send the file that was meant, or save it anew in its own program.',
      { kind: 'other' },
    );
  }
}

/** The file opens by a password only, and none was given. @param format As people call it: "PDF". */
export class DocumentEncrypted extends KnowledgeError {
  readonly code = 'document.encrypted';
  readonly kind = 'invalid';
  constructor(readonly format: string) {
    super(
      `The ${format} is protected by a password. Give it in the portal or with "chancery documents unlock ID", ` +
        'or save a copy without the password and send that.',
    );
  }
}

/** A password was given, and it is not the one. */
export class WrongPassword extends KnowledgeError {
  readonly code = 'document.wrong_password';
  readonly kind = 'invalid';
  constructor(format: string) {
    super(`The password does not open the ${format}. Passwords are case-sensitive; try again.`);
  }
}

/** A password was given for a file of a format that can't be opened with one here. */
export class CannotUnlock extends KnowledgeError {
  readonly code = 'document.cannot_unlock';
  readonly kind = 'invalid';
  constructor(format: string) {
    super(
      `The ${format} is locked in a way that is not opened here, with its password neither. ` +
        'Save a copy without the password in its own program and send that.',
    );
  }
}

/** The parser could not make sense of the file. `detail` is the parser's own word, never document text. */
export class DocumentCorrupt extends DetailedError<Told<'document.corrupt'>> {
  readonly code = 'document.corrupt';
  readonly kind = 'invalid';
  constructor(format: string, detail: string, options?: ErrorOptions) {
    super(
      `The ${format} cannot be read (${detail}). Open it in its own program, save it again and send the new file.`,
      { detail },
      options,
    );
  }
}

/** Every page is an image that gave no words; one page with text is enough for the document to be taken. */
export class DocumentWithoutText extends DetailedError<Told<'document.no_text'>> {
  readonly code = 'document.no_text';
  readonly kind = 'invalid';
  /** @param isRecognitionInstalled Whether its pages were tried by character recognition. */
  constructor(pageCount: number, isRecognitionInstalled: boolean) {
    const looked = isRecognitionInstalled
      ? 'and character recognition found no words on them. Check that the scan is upright and sharp.'
      : `so it looks scanned. ${INSTALL_RECOGNITION}`;
    super(`None of the ${pageCount} page(s) holds text, ${looked}`, {
      pages: pageCount,
      recognition: isRecognitionInstalled ? 'tried' : 'missing',
    });
  }
}

/** An old Office format, which is read through LibreOffice. */
export class NeedsLibreOffice extends KnowledgeError {
  readonly code = 'document.needs_libreoffice';
  readonly kind = 'invalid';
  /** @param modern The extension to save it as instead. */
  constructor(format: string, modern: string) {
    super(
      `The ${format} can only be read where LibreOffice is installed (Debian: apt install libreoffice-writer-nogui ` +
        `libreoffice-impress-nogui). Install it on this machine, or save the file as .${modern} and send that.`,
    );
  }
}

/** A bound of {@link ParseLimits} was passed. */
export class DocumentTooComplex extends DetailedError<Told<'document.too_complex'>> {
  readonly code = 'document.too_complex';
  readonly kind = 'too-large';
  constructor(what: TooMany, limit: number) {
    super(
      `The document has more than ${limit.toLocaleString('en-GB')} ${what}, the limit here. Split it into smaller files.`,
      { limit, of: what },
    );
  }
}

/** A failure that happened inside a parser process, or of the process itself, with the code it had there. */
export class ParseFailure extends KnowledgeError {
  readonly code: string;
  readonly kind: ErrorKind;
  override readonly retryable: boolean;
  constructor(failure: ReportedFailure) {
    super(failure.message, { particulars: failure.particulars });
    this.code = failure.code;
    this.kind = failure.kind;
    this.retryable = failure.retryable;
  }
}

/** Final: the same file would take as long again. */
export function parseTimeout(timeoutMs: number): ParseFailure {
  const limitS = timeoutMs / 1000;
  return new ParseFailure({
    code: 'parse.timeout',
    kind: 'invalid',
    retryable: false,
    message: `Reading the document took longer than ${limitS} seconds and was stopped. Split it into smaller files.`,
    particulars: { limitS },
  } satisfies ReportedFailure & Told<'parse.timeout'>);
}

/** Final: the same file would need as much again. */
export function parseMemoryLimit(memoryBytes: number): ParseFailure {
  const limitMb = Math.round(memoryBytes / 1e6);
  return new ParseFailure({
    code: 'parse.memory_limit',
    kind: 'invalid',
    retryable: false,
    message: `Reading the document needed more than ${limitMb} MB of memory and was stopped. Split it into smaller files.`,
    particulars: { limitMb },
  } satisfies ReportedFailure & Told<'parse.memory_limit'>);
}

/** Tried again, because something else may have ended the process. @param detail Signal or exit code. */
export function parseCrashed(detail: string): ParseFailure {
  return new ParseFailure({
    code: 'parse.crashed',
    kind: 'internal',
    message: `The parser stopped unexpectedly (${detail}). Other documents are not affected; try this one again.`,
    retryable: true,
  });
}

/** The code is that of originals that can't be stored: it is the same disk, and the same thing to do. */
export function noRoomToUnpack(): ParseFailure {
  return new ParseFailure({
    code: 'storage.unwritable',
    kind: 'unavailable',
    message: 'There was no room on the disk to read the document; it is read when there is. Free some space.',
    retryable: true,
  });
}
