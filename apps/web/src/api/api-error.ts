import { type FailureTold, type Particulars, errorBody } from '#contracts';
import { strings } from '../strings/index.js';

/** Every way a call to the service can fail, in one shape that `ErrorNotice` can show. */
export class ApiError extends Error {
  /** From when on the same is worth asking again (ms since 1970); null where the service did not say. */
  readonly retryAt: number | null;
  /** What the service's sentence names. */
  readonly particulars: Particulars | undefined;

  /**
   * @param status HTTP status; 0 when no answer arrived.
   * @param code Stable error code of the service, or one of `network.unreachable`, `response.unreadable`, `response.unexpected`.
   * @param correlationId What an operator searches the service's log for; null when the service was not reached.
   * @param options.retryAfterS Seconds after which the service takes the same request again, where it said so.
   * @param options.particulars What its sentence names, where it names something.
   */
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly correlationId: string | null = null,
    options: ErrorOptions & { retryAfterS?: number | undefined; particulars?: Particulars | undefined } = {},
  ) {
    super(message, options);
    this.name = 'ApiError';
    this.particulars = options.particulars;
    this.retryAt = options.retryAfterS === undefined ? null : Date.now() + options.retryAfterS * 1_000;
  }
}

/** @returns True for an abort that we asked for ourselves, which is not worth telling anyone about. */
export const isAbort = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError';

/** A time of our own that ran out, which is no answer either. */
const isTimeout = (error: unknown): boolean => error instanceof DOMException && error.name === 'TimeoutError';

/** Turn whatever was thrown into an `ApiError`. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof TypeError || isTimeout(error))
    return new ApiError(0, 'network.unreachable', strings.errors.unreachable, null, { cause: error });
  const message = error instanceof Error ? error.message : String(error);
  return new ApiError(0, 'portal.unexpected', message, null, { cause: error });
}

/**
 * @param body Text of an error response. Proxies answer in HTML, so it need not be the service's own shape.
 * @param retryAfter Its header of that name.
 */
export function errorFromBody(status: number, body: string, retryAfter: string | null = null): ApiError {
  const parsed = errorBody.safeParse(parseJson(body));
  const options = { retryAfterS: secondsOf(retryAfter) };
  if (!parsed.success) return new ApiError(status, `http.${status}`, strings.errors.status(status), null, options);
  const { code, message, correlationId, particulars } = parsed.data;
  return new ApiError(status, code, message, correlationId, { ...options, particulars });
}

/** What a stream that had begun said of its failure. */
export const errorFromEvent = (status: number, told: FailureTold): ApiError =>
  new ApiError(status, told.code, told.message, told.correlationId, {
    retryAfterS: told.retryAfterS,
    particulars: told.particulars,
  });

/** A date, as proxies may send one, says nothing. */
const secondsOf = (header: string | null): number | undefined =>
  header !== null && /^\d{1,6}$/.test(header) ? Number(header) : undefined;

/** @returns The parsed value, or undefined when the text is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
