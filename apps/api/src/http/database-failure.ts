import { KnowledgeError } from '#knowledge';

/** What a failure of PostgreSQL says to who sent the request; null where it says nothing but that there is a defect. */
export function databaseFailure(error: unknown): KnowledgeError | null {
  const state = codeOf(error);
  if (isDown(error, state)) return new DatabaseDown(error);
  if (state === IS_THERE_ALREADY) return new Overtaken(error);
  return UNDONE.has(state) ? new Contended(error) : null;
}

/** SQLSTATE of a value that may be there once only. */
const IS_THERE_ALREADY = '23505';
/** Those of transactions that can't be put in an order, and that wait for one another. */
const UNDONE: ReadonlySet<unknown> = new Set(['40001', '40P01']);

/** The SQLSTATE, or what the system says of a connection. */
function codeOf(error: unknown): unknown {
  const { driverError, code } = (error ?? {}) as { code?: unknown; driverError?: { code?: unknown } };
  return driverError?.code ?? code;
}

/** Connection failures, and the SQLSTATE classes of a server that stops (57), is out of resources (53) or loses I/O (58). */
function isDown(error: unknown, code: unknown): boolean {
  if (typeof code === 'string' && /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|5[378]\w{3}|08\w{3})$/.test(code))
    return true;
  return /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/.test(
    (error as { message?: string } | null)?.message ?? '',
  );
}

class DatabaseDown extends KnowledgeError {
  readonly code = 'database.unavailable';
  readonly kind = 'unavailable';
  override readonly retryable = true;
  constructor(cause: unknown) {
    super(
      'PostgreSQL does not answer or its disk is full. Nothing was changed; try again shortly, and see the service log if it lasts.',
      { cause },
    );
  }
}

/**
 * What was looked at before it was changed was changed by somebody else in between: of two who give one name at the same
 * moment, the second.
 */
export class Overtaken extends KnowledgeError {
  readonly code = 'request.overtaken';
  readonly kind = 'conflict';
  override readonly retryable = true;
  constructor(cause: unknown) {
    super(
      'Somebody else changed the same at this moment, and this was not done. See how it stands, and send the request again.',
      { cause },
    );
  }
}

/** PostgreSQL undid one of several changes, which have waited for one another or can't be put in an order; it passes when sent again. */
class Contended extends KnowledgeError {
  readonly code = 'database.contended';
  readonly kind = 'unavailable';
  override readonly retryable = true;
  constructor(cause: unknown) {
    super('Several changes got in each other’s way, and this one was undone. Send the request again.', { cause });
  }
}
