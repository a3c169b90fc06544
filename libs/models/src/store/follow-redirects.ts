import type { GuardedFetch } from '#outbound';
import { ModelRequestFailed } from '../model-errors.js';

const MOST_REDIRECTS = 5;

/** What the last address of a row of redirects answered; its body is not read yet. */
export interface Found {
  readonly response: Response;
  /** SHA-256 of the content, where a server on the way names it as Hugging Face does (`X-Linked-ETag`). */
  readonly sha256: string | null;
}

/**
 * `GET` an address and go where it leads, but never from https to http. Each address on the way is looked at by `connect`.
 * @throws ModelRequestFailed for a redirection that must not or cannot be followed; what `connect` throws.
 */
export async function followRedirects(
  connect: GuardedFetch,
  url: string,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<Found> {
  let address = new URL(url);
  let sha256: string | null = null;
  for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
    // Compressed in transit, lengths and ranges would mean something else.
    const response = await connect(address, { headers: { ...headers, 'accept-encoding': 'identity' }, signal });
    sha256 ??= /^(?:W\/)?"?([0-9a-f]{64})"?$/.exec(response.headers.get('x-linked-etag') ?? '')?.[1] ?? null;
    const location = response.headers.get('location');
    if (response.status < 300 || response.status >= 400 || location === null) return { response, sha256 };
    await response.body?.cancel();
    const next = URL.canParse(location, address.href) ? new URL(location, address.href) : null;
    if (!next || !['http:', 'https:'].includes(next.protocol))
      throw leadsNowhere(address, 'sends elsewhere, to no web address. Give another address.');
    if (address.protocol === 'https:' && next.protocol === 'http:')
      throw leadsNowhere(address, `sends to an unprotected connection (${next.host}). Give another address.`);
    address = next;
  }
  throw leadsNowhere(address, "sends from address to address. Give the file's own address.");
}

const leadsNowhere = ({ host }: URL, how: string): ModelRequestFailed =>
  new ModelRequestFailed(`${host} ${how}`, { particulars: { why: 'leads_nowhere', host } });
