import { KnowledgeError } from '#knowledge';

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
