import type { Failure } from '#knowledge';
import type { RemoteEntry } from './connector.port.js';
import { isSameButQuery } from './page-links.js';

/** What an address of a site turned out to be. */
export interface Visited {
  readonly entries: readonly RemoteEntry[];
  readonly links: readonly string[];
  readonly problem?: Failure;
  /** Why it is not for this source, which does not hold it. */
  readonly closed?: Failure;
  /** Where it redirects to, or what it calls its own address. */
  readonly leadsTo?: string;
  /** The page itself, where what it leads to is to stand for it. */
  readonly heldBack?: RemoteEntry;
  readonly isSilent?: boolean;
}

/** An address at which nothing is, and that leads nowhere. */
export const NOTHING: Visited = { entries: [], links: [] };

/** The same page under another query, by its own word, leaves its place to the one that it names. */
export function placed(
  url: string,
  entry: RemoteEntry,
  links: readonly string[],
  canonical: string | null = null,
): Visited {
  if (!isSameButQuery(canonical, url)) return { entries: [entry], links };
  return { entries: [], links, leadsTo: canonical, heldBack: entry };
}

/** An address as it names a page: what follows `#` is a place in it. */
export function withoutFragment(url: string): string {
  const plain = new URL(url);
  plain.hash = '';
  return plain.href;
}
