import { lookup } from 'node:dns/promises';
import { type LookupFunction, isIP } from 'node:net';
import { type AddressPlace, placeOfAddress } from './classify-address.js';
import { AddressRefused, HostUnreachable } from './errors.js';

/** An address that was looked at and may be connected to. */
export interface ResolvedAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

/** Turns a name into its addresses, as the system does. */
export type Resolver = (host: string) => Promise<readonly { address: string; family: number }[]>;

const bySystem: Resolver = (host) => lookup(host, { all: true, verbatim: true });

/** Who says that a host may lie elsewhere than in the public internet. Exactly these hosts: none below them, none that they send to. */
export interface Permitted {
  /** Named by the operator's settings: they may lie in the organization's networks and on this machine. */
  readonly bySettings?: readonly string[];
  /** Named by an administrator in the service: in the organization's networks, not on this machine, whose own services are there. */
  readonly byPeople?: readonly string[];
}

/**
 * Decides which addresses a connection may go to. A name is resolved once, every address that it has is looked at, and the
 * connection is made to what was looked at: a name that answers differently a moment later changes nothing. Nobody's word opens
 * link-local addresses and the places where clouds tell machines their secrets.
 */
export class AddressGuard {
  private readonly bySettings: ReadonlySet<string>;
  private readonly byPeople: ReadonlySet<string>;

  constructor(
    { bySettings = [], byPeople = [] }: Permitted = {},
    private readonly resolver: Resolver = bySystem,
  ) {
    this.bySettings = new Set(bySettings.map(plainHost));
    this.byPeople = new Set(byPeople.map(plainHost));
  }

  /**
   * The addresses of a host, at least one.
   * @throws AddressRefused when one of them is not public and nobody permitted that of this host; HostUnreachable when it has none.
   */
  async resolve(host: string): Promise<readonly [ResolvedAddress, ...ResolvedAddress[]]> {
    const name = plainHost(host);
    const found = await this.addressesOf(name);
    const [first, ...rest] = found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }) as const);
    if (!first) throw new HostUnreachable(name, { code: 'ENOTFOUND' });
    // One private address among public ones is how a name is pointed inwards.
    const open = this.placesOf(name);
    if (!found.every(({ address }) => open.has(placeOfAddress(address)))) throw new AddressRefused(name);
    return [first, ...rest];
  }

  private placesOf(name: string): ReadonlySet<AddressPlace> {
    if (this.bySettings.has(name)) return BY_SETTINGS;
    return this.byPeople.has(name) ? BY_PEOPLE : OPEN_TO_ALL;
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

const OPEN_TO_ALL: ReadonlySet<AddressPlace> = new Set(['public'] as const);
const BY_PEOPLE: ReadonlySet<AddressPlace> = new Set(['public', 'private'] as const);
const BY_SETTINGS: ReadonlySet<AddressPlace> = new Set(['public', 'private', 'machine'] as const);

/** Lower case, without the brackets of an IPv6 address in a URL and without the root's dot. */
export function plainHost(host: string): string {
  return host
    .trim()
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '');
}
