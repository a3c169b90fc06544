import ipaddr from 'ipaddr.js';

/**
 * Whether an IP address belongs to the public internet: unicast, and no form of IPv6 that carries an IPv4 address which
 * does not (mapped, 6to4, NAT64, Teredo; the last two are refused whole, because what they carry can't be told for sure).
 * @param address IPv4 or IPv6 in any spelling that the system accepts; anything else is not public.
 */
export function isPublicAddress(address: string): boolean {
  // A zone (`fe80::1%eth0`) exists only for addresses of this link.
  if (!ipaddr.isValid(address) || address.includes('%')) return false;
  const parsed = ipaddr.parse(address);
  if (parsed instanceof ipaddr.IPv4) return parsed.range() === 'unicast';
  if (parsed.isIPv4MappedAddress()) return isPublicAddress(parsed.toIPv4Address().toString());
  if (parsed.range() === '6to4') return isPublicAddress(embedded(parsed.toByteArray().slice(2, 6)));
  // `::a.b.c.d`, which old stacks route as IPv4.
  if (
    parsed
      .toByteArray()
      .slice(0, 12)
      .every((byte) => byte === 0)
  )
    return false;
  return parsed.range() === 'unicast' && parsed.match(GLOBAL_UNICAST);
}

/** All that is assigned as global unicast so far (RFC 4291, IANA); the rest is reserved. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

const embedded = (bytes: readonly number[]): string => bytes.join('.');
