import { type ErrorKind, KnowledgeError, isMisspeltName } from '#knowledge';

/** Nothing at the service's address answers as Chancery does. The command line exits with status 3. */
export class ServiceUnreachable extends KnowledgeError {
  readonly code = 'service.unreachable';
  readonly kind = 'unavailable';
  override readonly retryable = true;

  constructor(url: string, reason: string, options?: ErrorOptions) {
    super(
      `No Chancery service answers at ${url} (${reason}). Start it with \`npm start\`, or name another with --url.`,
      options,
    );
  }
}

/** The service refused a request; code and sentence are its own. */
export class RequestRefused extends KnowledgeError {
  readonly kind: ErrorKind;
  override readonly retryable: boolean;
  declare readonly retryAfterS?: number;

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    retryAfterS?: number,
  ) {
    super(message);
    if (retryAfterS !== undefined) this.retryAfterS = retryAfterS;
    this.kind = kindOfStatus(status);
    // The service names the seconds wherever trying again may help; a proxy before it, which has no code of its own, may not.
    const mayPass = retryAfterS !== undefined || code.startsWith('http.');
    this.retryable = status === 429 || (status === 503 && mayPass);
  }
}

/** What the service had accepted and gave up later, with the code of the reason. */
export class GivenUp extends KnowledgeError {
  readonly kind = 'conflict';

  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** An answer that is not of the agreed shape: another version, or another program. */
export class UnexpectedResponse extends KnowledgeError {
  readonly code = 'service.unexpected_response';
  readonly kind = 'internal';

  constructor(what: string, options?: ErrorOptions) {
    super(
      `${what} Check that the command line and the service are of the same version (\`chancery status\`).`,
      options,
    );
  }
}

/** A file of this machine that could not be read. `message` never holds its content. */
export class FileUnreadable extends KnowledgeError {
  readonly code = 'file.unreadable';
  readonly kind = 'invalid';

  constructor(path: string, cause: unknown) {
    super([`${path} could not be read (${systemReason(cause)}).`, ...whatToDo(path, cause)].join(' '), { cause });
  }
}

/** A sentence for reasons that somebody can do something about. */
function whatToDo(path: string, cause: unknown): string[] {
  const reason = systemReason(cause);
  if (reason === 'EACCES' || reason === 'EPERM') return ['You may not read it: have its rights changed.'];
  if (reason !== 'ENOENT') return [];
  return [
    isMisspeltName(path) ? 'Its name is not in UTF-8: rename it.' : 'Nothing is there, or a link that leads nowhere.',
  ];
}

/** An argument that only the running command can tell is wrong. The command line exits with status 2. */
export class WrongUsage extends KnowledgeError {
  readonly code = 'usage.invalid';
  readonly kind = 'invalid';
}

/** The short reason of a system error: its code where it has one. */
export function systemReason(error: unknown): string {
  const { code, message } = (typeof error === 'object' && error !== null ? error : {}) as Record<string, unknown>;
  const reason = [code, message].find((part) => typeof part === 'string' && part !== '');
  return typeof reason === 'string' ? reason : 'unknown reason';
}

function kindOfStatus(status: number): ErrorKind {
  if (status === 401) return 'unauthenticated';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'not-found';
  if (status === 409) return 'conflict';
  if (status === 413) return 'too-large';
  if (status === 429) return 'busy';
  if (status === 503) return 'unavailable';
  if (status === 504) return 'timeout';
  return status >= 500 ? 'internal' : 'invalid';
}
