import { KnowledgeError, type ErrorKind } from '#knowledge';
import type { ReportedFailure } from './parser-messages.js';

/** The file holds no bytes, only white space, or nothing that reads as text. */
export class DocumentEmpty extends KnowledgeError {
  readonly code = 'document.empty';
  readonly kind = 'invalid';
  constructor() {
    super('The file holds no text, so there is nothing to search. Check that the right file was sent.');
  }
}

/** A kind of file that this service does not read. */
export class UnsupportedType extends KnowledgeError {
  readonly code = 'document.unsupported_type';
  readonly kind = 'invalid';
  constructor(readonly actualType: string) {
    super(
      `This is ${actualType}, which this service cannot read. ` +
        'Save it as PDF, Word (.docx), Markdown, HTML, plain text (.txt) or CSV and send that.',
    );
  }
}

/** The name promises one format and the content is another. */
export class WrongExtension extends KnowledgeError {
  readonly code = 'document.wrong_extension';
  readonly kind = 'invalid';
  constructor(
    readonly extension: string,
    readonly actualType: string,
    advice: string,
  ) {
    super(`The file is named .${extension} but is ${actualType}. ${advice}`);
  }
}

export class DocumentEncrypted extends KnowledgeError {
  readonly code = 'document.encrypted';
  readonly kind = 'invalid';
  constructor(format: string) {
    super(`The ${format} is protected by a password. Save a copy without the password and send that.`);
  }
}

/** The parser could not make sense of the file. `detail` is the parser's own word, never document text. */
export class DocumentCorrupt extends KnowledgeError {
  readonly code = 'document.corrupt';
  readonly kind = 'invalid';
  constructor(format: string, detail: string, options?: ErrorOptions) {
    super(
      `The ${format} cannot be read (${detail}). Open it in its own program, save it again and send the new file.`,
      options,
    );
  }
}

export class DocumentWithoutText extends KnowledgeError {
  readonly code = 'document.no_text';
  readonly kind = 'invalid';
  constructor(pageCount: number) {
    super(
      `None of the ${pageCount} page(s) holds text: the PDF looks scanned, and text recognition (OCR) is not installed. ` +
        'Run it through OCR first and send the result.',
    );
  }
}

/** A bound of {@link ParseLimits} was passed. */
export class DocumentTooComplex extends KnowledgeError {
  readonly code = 'document.too_complex';
  readonly kind = 'too-large';
  constructor(what: string, limit: number) {
    super(
      `The document has more than ${limit.toLocaleString('en-GB')} ${what}, the limit here. Split it into smaller files.`,
    );
  }
}

/** A failure that happened inside a parser process, or of the process itself, with the code it had there. */
export class ParseFailure extends KnowledgeError {
  readonly code: string;
  readonly kind: ErrorKind;
  override readonly retryable: boolean;
  constructor(failure: ReportedFailure) {
    super(failure.message);
    this.code = failure.code;
    this.kind = failure.kind;
    this.retryable = failure.retryable;
  }
}

export function parseTimeout(timeoutMs: number): ParseFailure {
  return new ParseFailure({
    code: 'parse.timeout',
    kind: 'invalid',
    retryable: false,
    message: `Reading the document took longer than ${timeoutMs / 1000} seconds and was stopped. Split it into smaller files.`,
  });
}

export function parseMemoryLimit(memoryBytes: number): ParseFailure {
  return new ParseFailure({
    code: 'parse.memory_limit',
    kind: 'invalid',
    retryable: false,
    message: `Reading the document needed more than ${Math.round(memoryBytes / 1e6)} MB of memory and was stopped. Split it into smaller files.`,
  });
}

export function parseCrashed(detail: string): ParseFailure {
  return new ParseFailure({
    code: 'parse.crashed',
    kind: 'internal',
    message: `The parser stopped unexpectedly (${detail}). Other documents are not affected; try this one again.`,
    retryable: true,
  });
}
