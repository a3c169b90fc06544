import { lookup } from 'node:dns/promises';
import { type LookupFunction, isIP } from 'node:net';
import { isPublicAddress } from './classify-address.js';
import { AddressRefused, HostUnreachable } from './errors.js';

export interface ResolvedAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

/** Turns a name into its addresses, as the system does. */
export type Resolver = (host: string) => Promise<readonly { address: string; family: number }[]>;

const bySystem: Resolver = (host) => lookup(host, { all: true, verbatim: true });

/**
 * Decides which addresses a connection may go to. A name is resolved once, every address that it has is looked at, and the
 * connection is made to what was looked at: a name that answers differently a moment later changes nothing.
 */
export class AddressGuard {
  private readonly privateHosts: ReadonlySet<string>;

  /** @param privateHosts Names and addresses that may lie in this machine's own networks, as the settings name them. */
  constructor(
    privateHosts: readonly string[] = [],
    private readonly resolver: Resolver = bySystem,
  ) {
    this.privateHosts = new Set(privateHosts.map(plainHost));
  }

  /**
   * The addresses of a host, at least one.
   * @throws AddressRefused when one of them is not public and the host is not among the private ones; HostUnreachable when it
   *   has none.
   */
  async resolve(host: string): Promise<readonly [ResolvedAddress, ...ResolvedAddress[]]> {
    const name = plainHost(host);
    const found = await this.addressesOf(name);
    const [first, ...rest] = found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }) as const);
    if (!first) throw new HostUnreachable(name, { code: 'ENOTFOUND' });
    // One private address among public ones is how a name is pointed inwards.
    const isOpen = this.privateHosts.has(name) || found.every(({ address }) => isPublicAddress(address));
    if (!isOpen) throw new AddressRefused(name);
    return [first, ...rest];
  }

  /** {@link resolve} in the form that `net.connect` and `tls.connect` take; they do not ask it for literal addresses. */
  readonly lookup: LookupFunction = (host, options, done) => {
    this.resolve(host).then(
      (found) => {
        const wanted = options.family === 4 || options.family === 6 ? options.family : null;
        const fitting = found.filter(({ family }) => wanted === null || family === wanted);
        const [first] = fitting;
        if (!first) done(Object.assign(new Error('no such address'), { code: 'ENOTFOUND' }), '', 0);
        else if (options.all) done(null, fitting);
        else done(null, first.address, first.family);
      },
      (error: Error) => done(error, '', 0),
    );
  };

  private async addressesOf(name: string): Promise<readonly { address: string; family: number }[]> {
    const family = isIP(name);
    if (family) return [{ address: name, family }];
    try {
      return await this.resolver(name);
    } catch (cause) {
      throw new HostUnreachable(name, cause);
    }
  }
}

/** Lower case, without the brackets of an IPv6 address in a URL and without the root's dot. */
export function plainHost(host: string): string {
  return host
    .trim()
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '');
}
