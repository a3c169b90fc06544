import { isIP } from 'node:net';
import type { RelyingParty } from '#identity';

const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);

/** Where people reach the portal; the port is known only once the server listens. */
export class PortalAddress {
  private listening: string | null = null;

  constructor(private readonly publicUrl: string | null) {}

  listensAt(url: string): void {
    this.listening = url;
  }

  get url(): string {
    return (this.publicUrl ?? this.listening ?? '').replace(/\/+$/, '');
  }

  get isHttps(): boolean {
    return this.url.startsWith('https:');
  }

  /**
   * Whom authenticators sign for. They know host names only, by https or as localhost: a portal that is reached on loopback
   * has passkeys under `http://localhost`, one at an address without a name has none (null).
   */
  get relyingParty(): RelyingParty | null {
    if (this.url === '') return null;
    const { hostname, port, protocol, origin } = new URL(this.url);
    if (LOOPBACK.has(hostname)) return { id: 'localhost', origin: `${protocol}//localhost${port ? `:${port}` : ''}` };
    const isName = isIP(hostname.replace(/^\[|\]$/g, '')) === 0;
    return isName && protocol === 'https:' ? { id: hostname, origin } : null;
  }
}
