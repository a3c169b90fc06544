/** How a failure relates to the caller; `apps/api` maps each kind to one HTTP status. */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'too-large'
  /** Too much is asked for at once. */
  | 'busy'
  | 'unavailable'
  /** It took longer than it may. */
  | 'timeout'
  | 'internal';

/**
 * What a sentence names, by names of its own: numbers, names, and words that stand for one of a few cases. Each stands in
 * the sentence, too; so nothing that its reader may not see, and no secret.
 */
export type Particulars = Readonly<Record<string, string | number>>;

/**
 * Base of every failure that a room raises on purpose.
 * `code` is stable and public (listed in docs/errors.md); the message says what happened and what to do,
 * and never holds document text or secrets.
 */
export abstract class KnowledgeError extends Error {
  abstract readonly code: string;
  abstract readonly kind: ErrorKind;
  /** Whether the same call may succeed later without anyone changing anything. */
  readonly retryable: boolean = false;
  /** Seconds to wait before it is worth trying again, where whoever failed knows. */
  readonly retryAfterS?: number;
  /** What the sentence names, where it names something. */
  readonly particulars?: Particulars;

  constructor(
    message: string,
    { particulars, ...options }: ErrorOptions & { particulars?: Particulars | undefined } = {},
  ) {
    super(message, options);
    this.name = new.target.name;
    if (particulars) this.particulars = particulars;
  }
}

/**
 * Base of those whose sentence names particulars. Which a code has is declared in `PARTICULARS` of `#contracts`:
 * `class FileTooLarge extends DetailedError<Told<'document.too_large'>>`.
 */
export abstract class DetailedError<
  T extends { readonly code: string; readonly particulars: Particulars },
> extends KnowledgeError {
  abstract override readonly code: T['code'];

  constructor(
    message: string,
    override readonly particulars: T['particulars'],
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** What was looked for, or null where it is not there, or not for who asked. Every other failure stays one. */
export async function ifFound<T>(looked: Promise<T>): Promise<T | null> {
  try {
    return await looked;
  } catch (error) {
    if (error instanceof KnowledgeError && error.kind === 'not-found') return null;
    throw error;
  }
}

/** A failure as stored on a row or sent over a wire. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  /** Lacking where the sentence names nothing, and in what older versions stored. */
  readonly particulars?: Particulars;
}

/** The failure in something that holds more than it. */
export const bareFailure = ({ code, message, particulars }: Failure): Failure => ({
  ...{ code, message },
  ...(particulars && { particulars }),
});

/** The public face of any thrown value: its own code and sentence, or `internal.unexpected` without details. */
export function failureOf(error: unknown): Failure {
  if (error instanceof KnowledgeError) return bareFailure(error);
  return { code: 'internal.unexpected', message: 'Something unexpected went wrong; the service log has the details.' };
}

/** The columns that a failure is stored in; nulls where there is none. */
export const failureColumns = (failure: Failure | null | undefined) => ({
  failureCode: failure?.code ?? null,
  failureMessage: failure?.message ?? null,
  failureParticulars: failure?.particulars ? { ...failure.particulars } : null,
});

/** A failure from the columns that it was stored in. @returns null where there is none. */
export function storedFailure(
  code: string | null,
  message: string | null,
  particulars: Particulars | null,
): Failure | null {
  return code === null ? null : { code, message: message ?? '', ...(particulars && { particulars }) };
}
