import { isIP } from 'node:net';

/** What a request says about the way it came: its `Host`, and the page that sent it, if one did. */
export interface CallerHeaders {
  readonly host: string | undefined;
  readonly origin: string | undefined;
}

/**
 * Whether a request can't come from a page that had its own name point at this machine (DNS rebinding): it names this
 * service by a number, as `localhost` or by its public address, and whichever page sent it came from the same place.
 * @param publicUrl Address that people use; null when none is set.
 */
export function isTrustedCaller({ host, origin }: CallerHeaders, publicUrl: string | null): boolean {
  const publicName = nameOf(publicUrl);
  const named = nameOf(`http://${host ?? ''}`);
  if (named === null || !(isNumber(named) || named === 'localhost' || named === publicName)) return false;
  if (origin === undefined) return true;
  const page = nameOf(origin);
  return page !== null && (page === named || page === publicName);
}

/** The host name of an address, IPv6 in brackets; null for what is none. */
function nameOf(url: string | null): string | null {
  if (url === null || !URL.canParse(url)) return null;
  return new URL(url).hostname || null;
}

const isNumber = (name: string): boolean => isIP(name.replace(/^\[|\]$/g, '')) !== 0;
