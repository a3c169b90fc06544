import { KnowledgeError } from '#knowledge';

/** The address is one that the settings do not open: this machine, the own network, or none of the internet's. */
export class AddressRefused extends KnowledgeError {
  readonly code = 'outbound.refused';
  readonly kind = 'forbidden';
  constructor(readonly host: string) {
    super(
      `"${host}" is not in the public internet, or has an address there and one elsewhere. A server of your own network has to be named by the settings (PRIVATE_HOSTS), or, for a source, among its private hosts; link-local addresses are never gone to.`,
    );
  }
}

/** The server did not answer, or broke off. */
export class HostUnreachable extends KnowledgeError {
  readonly code = 'outbound.unreachable';
  readonly kind = 'unavailable';
  override readonly retryable = true;
  constructor(host: string, cause: unknown) {
    super(`"${host}" could not be reached (${reasonOf(cause)}). Check its name, its port and the network.`, { cause });
  }
}

/** More bytes than the caller wanted. */
export class ReplyTooLarge extends KnowledgeError {
  readonly code = 'outbound.too_large';
  readonly kind = 'too-large';
  constructor(limitBytes: number) {
    super(`It is larger than ${Math.round((limitBytes / 1024 / 1024) * 10) / 10} MB, the most that is taken.`);
  }
}

/** Redirected in a circle, to another protocol, or nowhere. */
export class BadRedirect extends KnowledgeError {
  readonly code = 'outbound.bad_redirect';
  readonly kind = 'unavailable';
  constructor(problem: string) {
    super(`The server redirects ${problem}. Give the address that it leads to.`);
  }
}

/** The system's word for a failed connection (`ECONNREFUSED`), never a sentence that could hold an address with secrets. */
function reasonOf(cause: unknown): string {
  const code = (cause as { code?: unknown } | null)?.code;
  return typeof code === 'string' && /^[A-Z0-9_]{2,40}$/.test(code) ? code : 'the connection broke';
}
