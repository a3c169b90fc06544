import { errorBody } from '#contracts';
import { strings } from '../strings/index.js';

/** Every way a call to the service can fail, in one shape that `ErrorNotice` can show. */
export class ApiError extends Error {
  /**
   * @param status HTTP status; 0 when no answer arrived.
   * @param code Stable error code of the service, or one of `network.unreachable`, `response.unreadable`, `response.unexpected`.
   * @param correlationId What an operator searches the service's log for; null when the service was not reached.
   */
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly correlationId: string | null = null,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'ApiError';
  }
}

/** @returns True for an abort that we asked for ourselves, which is not worth telling anyone about. */
export const isAbort = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError';

/** Turn whatever was thrown into an `ApiError`. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof TypeError)
    return new ApiError(0, 'network.unreachable', strings.errors.unreachable, null, { cause: error });
  const message = error instanceof Error ? error.message : String(error);
  return new ApiError(0, 'portal.unexpected', message, null, { cause: error });
}

/** @param body Text of an error response. Proxies answer in HTML, so it need not be the service's own shape. */
export function errorFromBody(status: number, body: string): ApiError {
  const parsed = errorBody.safeParse(parseJson(body));
  if (parsed.success) return new ApiError(status, parsed.data.code, parsed.data.message, parsed.data.correlationId);
  return new ApiError(status, `http.${status}`, strings.errors.status(status));
}

/** @returns The parsed value, or undefined when the text is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
