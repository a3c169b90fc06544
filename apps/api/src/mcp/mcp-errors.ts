import { KnowledgeError } from '#knowledge';
import { BodyNotJson, RequestInvalid } from '../http/http-errors.js';

/** A page on another site may have its own name point at this machine. */
export class CallerUntrusted extends KnowledgeError {
  readonly code = 'mcp.caller_untrusted';
  readonly kind = 'forbidden';
  constructor() {
    super(
      'The request names this service by an address that is not its own, or comes from a page of another one. Use the address in PUBLIC_URL.',
    );
  }
}

/** Whether a request to the protocol's address failed because its body is no message of JSON-RPC. */
export const isRpcFailure = (path: string, error: unknown): error is RequestInvalid =>
  path === '/mcp' && error instanceof RequestInvalid;

/** The same in words of JSON-RPC: nobody knows which message is meant, so it has no id. */
export const toRpcError = (error: RequestInvalid): object => ({
  jsonrpc: '2.0',
  error: { code: error instanceof BodyNotJson ? -32_700 : -32_600, message: error.message },
  id: null,
});
