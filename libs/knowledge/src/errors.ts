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

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
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
}

/** The public face of any thrown value: its own code and sentence, or `internal.unexpected` without details. */
export function failureOf(error: unknown): Failure {
  if (error instanceof KnowledgeError) return { code: error.code, message: error.message };
  return { code: 'internal.unexpected', message: 'Something unexpected went wrong; the service log has the details.' };
}
