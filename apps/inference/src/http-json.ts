import type { IncomingMessage, ServerResponse } from 'node:http';
import type { z } from 'zod';
import { KnowledgeError, failureOf } from '#knowledge';
import type { ErrorKind } from '#knowledge';

const RETRY_AFTER_S = 2;
const MOST_BYTES = 64 * 1024 * 1024;
const STATUS: Readonly<Record<ErrorKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  busy: 429,
  unavailable: 503,
  timeout: 504,
  internal: 500,
};

/** A request that the protocol does not allow. */
export class RequestRefused extends KnowledgeError {
  readonly code = 'request.refused';
  constructor(
    readonly kind: 'invalid' | 'unauthenticated' | 'not-found' | 'too-large',
    message: string,
  ) {
    super(message);
  }
}

/** @throws RequestRefused when the body is too large, not JSON, or not of the shape. */
export async function readJson<T>(request: IncomingMessage, shape: z.ZodType<T>): Promise<T> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > MOST_BYTES) throw new RequestRefused('too-large', `Requests may have up to ${MOST_BYTES} bytes.`);
    pieces.push(piece);
  }
  const parsed = shape.safeParse(parseJson(Buffer.concat(pieces).toString('utf8')));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues
    .slice(0, 5)
    .map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`);
  throw new RequestRefused('invalid', problems.join('; '));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new RequestRefused('invalid', 'The body is not JSON.');
  }
}

/** Ends the response. */
export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** The public face of a failure: on the status line while there is none yet, else as the last event of the stream. */
export function sendFailure(response: ServerResponse, error: unknown): void {
  if (response.destroyed) return;
  const body = { error: failureOf(error) };
  if (response.headersSent) {
    response.end(`data: ${JSON.stringify(body)}\n\n`);
    return;
  }
  if (error instanceof KnowledgeError && error.retryable)
    response.setHeader('retry-after', String(error.retryAfterS ?? RETRY_AFTER_S));
  sendJson(response, error instanceof KnowledgeError ? STATUS[error.kind] : 500, body);
}
