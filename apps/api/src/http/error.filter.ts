import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { FailureTold } from '#contracts';
import { FileTooLarge } from '#ingestion';
import { type ErrorKind, type Failure, KnowledgeError, failureOf } from '#knowledge';
import { BlobUnwritable } from '#library';
import type { Request, Response } from 'express';
import { isRpcFailure, toRpcError } from '../mcp/mcp-errors.js';
import { paramOf, speaksOpenAi, toOpenAiError } from '../openai/openai-errors.js';
import { speaksScim, toScimError } from '../scim/scim-errors.js';
import { correlationIdOf } from './correlation.js';
import { Overtaken, databaseFailure } from './database-failure.js';
import { BodyNotJson, LARGEST_BODY_MB, RequestInvalid, RequestTooLarge, RouteNotFound } from './http-errors.js';

const STATUS: Record<ErrorKind, number> = {
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

/** In the words of whom the address is for. */
function bodyOf(request: Request, error: Omit<PublicError, 'retryAfterS'>, known: unknown): object {
  if (speaksOpenAi(request.path)) return toOpenAiError(error, paramOf(known));
  if (isRpcFailure(request.path, known)) return toRpcError(known);
  if (speaksScim(request.path)) return toScimError(error);
  const { status: _, ...told } = error;
  return { ...told, correlationId: correlationIdOf(request) };
}

/** Processes that are started anew are back after about so many seconds. */
const UNAVAILABLE_RETRY_S = 5;

/** A failure with its HTTP status; particulars and messages are for the caller, causes are not. */
export interface PublicError extends Failure {
  readonly status: number;
  /** Seconds after which the same request is worth sending again. */
  readonly retryAfterS?: number;
}

/** The one place where failures become HTTP: kind → status, `{ code, message, particulars?, correlationId }`. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger('http');

  constructor(private readonly uploadLimitBytes: number) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const known = this.translate(error);
    const { retryAfterS, ...told } = this.publish(known, request);
    // A stream that has begun reports its own failure as an event.
    if (response.headersSent) {
      response.end();
      return;
    }
    if (retryAfterS !== undefined) response.setHeader('Retry-After', String(retryAfterS));
    response.status(told.status).json(bodyOf(request, told, known));
  }

  /** What may be told outside; everything unexpected is logged in full and told as `internal.unexpected`. */
  publish(error: unknown, request: Request): PublicError {
    const known = this.translate(error);
    if (!(known instanceof KnowledgeError)) {
      this.logger.error({
        ...loggable(error),
        correlationId: correlationIdOf(request),
        route: `${request.method} ${request.path}`,
      });
      return {
        status: 500,
        code: 'internal.unexpected',
        message: 'Something unexpected went wrong; the service log has the details under this correlation id.',
      };
    }
    const status = STATUS[known.kind];
    const shown = { ...loggable(known), correlationId: correlationIdOf(request) };
    if (status >= 500) this.logger.error(shown);
    else if (known instanceof Overtaken) this.logger.warn({ ...shown, route: `${request.method} ${request.path}` });
    // What stays wrong until somebody mends it, like a damaged model file, is not worth sending again.
    const retryAfterS = known.retryAfterS ?? (status === 503 && known.retryable ? UNAVAILABLE_RETRY_S : undefined);
    return { status, ...failureOf(known), ...(retryAfterS === undefined ? {} : { retryAfterS }) };
  }

  /** The same, for a stream that has begun: its status has been sent, and its headers. */
  tell(error: unknown, request: Request): { event: 'error'; data: FailureTold } {
    const { status: _, ...told } = this.publish(error, request);
    return { event: 'error', data: { ...told, correlationId: correlationIdOf(request) } };
  }

  private translate(error: unknown): unknown {
    if (error instanceof KnowledgeError) return error;
    const ofDatabase = databaseFailure(error);
    if (ofDatabase) return ofDatabase;
    // The framework wraps what the readers of bodies threw.
    const { type, code, status } = ((error instanceof HttpException && error.cause) || error) as {
      type?: string;
      code?: string;
      status?: number;
    };
    if (code === 'LIMIT_FILE_SIZE') return new FileTooLarge(this.uploadLimitBytes);
    if (code === 'LIMIT_UNEXPECTED_FILE' || code === 'LIMIT_FILE_COUNT')
      return new RequestInvalid('Send the files in the multipart field "files", up to 200 in one request.');
    if (typeof code === 'string' && code.startsWith('LIMIT_'))
      return new RequestInvalid(
        'The upload has too many files, fields or parts, or too long a field. Send less at once.',
      );
    if (code !== undefined && DISK_FAILURES.has(code)) return new BlobUnwritable(error);
    if (type === 'entity.too.large') return new RequestTooLarge(LARGEST_BODY_MB);
    if (type === 'entity.parse.failed') return new BodyNotJson();
    if (type === 'encoding.unsupported' || type === 'charset.unsupported')
      return new RequestInvalid('The request body has an encoding that is not understood. Send UTF-8.');
    const told = error instanceof HttpException ? error.getStatus() : status;
    if (told === 404) return new RouteNotFound();
    if (typeof told === 'number' && told >= 400 && told < 500) return new RequestInvalid(adviceOn(error));
    return error;
  }
}

/** What the file system says when an upload can't be written. */
const DISK_FAILURES: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EIO', 'EMFILE']);

/** What to do about a request that its readers refused. Their own words may repeat what was sent, and are not passed on. */
function adviceOn(error: unknown): string {
  const words = error instanceof Error ? error.message : '';
  if (words.startsWith('Multipart'))
    return 'The multipart body is cut short or malformed. Send it whole, as multipart/form-data with its boundary.';
  if (words.startsWith('Failed to decode param'))
    return 'The address holds a percent sign that begins no character. Write it as %25.';
  return 'The request is not understood. Compare its address, headers and body with /api/docs.';
}

/** What of an error may stand in a log: not the whole of it, because a failed query carries what people asked and wrote. */
function loggable(error: unknown): { name: string; message: string; stack: string; cause?: string } {
  const { name, message, stack = '', cause } = error instanceof Error ? error : new Error(String(error));
  return { name, message, stack, ...(cause instanceof Error ? { cause: `${cause.name}: ${cause.message}` } : {}) };
}
