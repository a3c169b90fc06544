import { DetailedError, type Particulars } from '#knowledge';

/** As `PARTICULARS` of `#contracts` declares it, which this room does not see; the errors of sources test that it does. */
interface Told<C extends string, P extends Particulars> {
  readonly code: C;
  readonly particulars: Readonly<P>;
}

/** The address is one that the settings do not open: this machine, the own network, or none of the internet's. */
export class AddressRefused extends DetailedError<Told<'outbound.refused', { host: string }>> {
  readonly code = 'outbound.refused';
  readonly kind = 'forbidden';
  constructor(readonly host: string) {
    super(
      `"${host}" is not in the public internet, or has an address there and one elsewhere. A server of your own network has to be named by the settings (PRIVATE_HOSTS), or, for a source, among its private hosts; link-local addresses are never gone to.`,
      { host },
    );
  }
}

/** The server did not answer, or broke off. */
export class HostUnreachable extends DetailedError<Told<'outbound.unreachable', { host: string; word?: string }>> {
  readonly code = 'outbound.unreachable';
  readonly kind = 'unavailable';
  override readonly retryable = true;
  constructor(host: string, cause: unknown) {
    const word = wordOf(cause);
    const told = { host, ...(word !== null && { word }) };
    super(
      `"${host}" could not be reached (${word ?? 'the connection broke'}). Check its name, its port and the network.`,
      told,
      { cause },
    );
  }
}

/** More bytes than the caller wanted. */
export class ReplyTooLarge extends DetailedError<Told<'outbound.too_large', { limitMb: number }>> {
  readonly code = 'outbound.too_large';
  readonly kind = 'too-large';
  constructor(limitBytes: number) {
    const limitMb = Math.round((limitBytes / 1024 / 1024) * 10) / 10;
    super(`It is larger than ${limitMb} MB, the most that is taken.`, { limitMb });
  }
}

type Redirected = 'outside' | 'often' | 'no_web_address' | 'with_password';

const REDIRECTED: Readonly<Record<Redirected, (limit: number) => string>> = {
  outside: () => 'out of what this source covers',
  often: (limit) => `more than ${limit} times`,
  no_web_address: () => 'to something that is no web address',
  with_password: () => 'to an address with a password in it',
};

/** Redirected in a circle, to another protocol, or nowhere. */
export class BadRedirect extends DetailedError<Told<'outbound.bad_redirect', { where: Redirected; limit?: number }>> {
  readonly code = 'outbound.bad_redirect';
  readonly kind = 'unavailable';
  /** @param limit How many redirections are followed. */
  constructor(where: Redirected, limit = 0) {
    super(
      `The server redirects ${REDIRECTED[where](limit)}. Give the address that it leads to.`,
      where === 'often' ? { where, limit } : { where },
    );
  }
}

/** The system's word for a failed connection (`ECONNREFUSED`), never a sentence that could hold an address with secrets. */
function wordOf(cause: unknown): string | null {
  const code = (cause as { code?: unknown } | null)?.code;
  return typeof code === 'string' && /^[A-Z0-9_]{2,40}$/.test(code) ? code : null;
}
