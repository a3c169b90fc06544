import { isIPv6 } from 'node:net';
import type { Request } from 'express';

/**
 * Who a request is counted as: the sender's address, or for IPv6 the network of 64 bits that one subscriber holds.
 * Behind a proxy it is the proxy's own, unless `TRUSTED_PROXIES` names it.
 */
export function clientAddress(request: Pick<Request, 'ip'>): string {
  return networkOf(request.ip ?? 'unknown');
}

/** An IPv4 address as it is, also one written within IPv6; of an IPv6 address the first 64 bits. */
export function networkOf(address: string): string {
  const bare = address.replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.)/i, '');
  if (!isIPv6(bare)) return bare;
  // The reader of URLs writes every address in one way.
  const written = new URL(`http://[${bare}]`).hostname.slice(1, -1);
  const [head = '', tail] = written.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail ? tail.split(':') : [];
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  return `${[...before, ...Array<string>(zeros).fill('0'), ...after].slice(0, 4).join(':')}::/64`;
}
