import ipaddr from 'ipaddr.js';

/**
 * Where an address lies: in the public internet, in networks of an organization's own, on this machine (loopback and whatever
 * else ends here), or where no connection has any business, whoever names it: link-local, where clouds tell machines their
 * secrets, those other places of theirs, broadcasts, multicasts.
 */
export type AddressPlace = 'public' | 'private' | 'machine' | 'never';

/** Whichever way IPv6 carries an IPv4 address, its place is that of what is carried. What is no address is `never`. */
export function placeOfAddress(address: string): AddressPlace {
  if (!ipaddr.isValid(address) || address.includes('%')) return 'never';
  const parsed = ipaddr.process(address);
  const range = parsed.range();
  if (METADATA.has(parsed.toString()) || NOWHERE.has(range)) return 'never';
  if (isPublicAddress(address)) return 'public';
  if (range === 'loopback') return 'machine';
  // NAT64: what the gateway reaches is not the public internet for sure, but never its own neighbours.
  if (range === 'rfc6052')
    return /^(?:public|private)$/.test(placeOfAddress(embedded(parsed.toByteArray().slice(12)))) ? 'private' : 'never';
  return OWN_NETWORKS.has(range) ? 'private' : 'never';
}

/** Where clouds answer machines' questions about themselves, besides link-local addresses: AWS by IPv6, Alibaba, Oracle, Azure. */
const METADATA = new Set(['fd00:ec2::254', '100.100.100.200', '192.0.0.192', '168.63.129.16']);
const NOWHERE = new Set(['unspecified', 'broadcast', 'multicast', 'linkLocal']);
/** Private and shared (carrier-grade NAT, which overlay networks use) IPv4, unique local IPv6, and networks kept for documentation and tests. */
const OWN_NETWORKS = new Set(['private', 'carrierGradeNat', 'uniqueLocal', 'reserved']);

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
