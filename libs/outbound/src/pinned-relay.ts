import {
  Agent,
  type IncomingMessage,
  type Server,
  type ServerResponse,
  createServer,
  request as requestOf,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Duplex, pipeline } from 'node:stream';
import type { AddressGuard } from './address-guard.js';
import { AddressRefused } from './errors.js';
import { guardedSocket } from './guarded-socket.js';

const PATIENCE_MS = 30_000;

/** Where a relay leads, and nowhere else. */
export interface RelayTarget {
  /** Whether a host is one of those that it is for. */
  readonly isFor: (host: string) => boolean;
  readonly guard: AddressGuard;
}

/**
 * A proxy on loopback for a native library that would look names up by itself, out of sight of Node: it is given this one as its
 * proxy, so that each of its connections goes to an address that was looked at. TLS is the library's own, end to end.
 */
export class PinnedRelay {
  private readonly agent: Agent;
  private readonly open = new Set<Duplex>();

  private constructor(
    private readonly server: Server,
    private readonly target: RelayTarget,
  ) {
    this.agent = new Agent({ keepAlive: true, lookup: target.guard.lookup });
  }

  static async start(target: RelayTarget): Promise<PinnedRelay> {
    const server = createServer();
    const relay = new PinnedRelay(server, target);
    server.on('request', (request, response) => relay.forward(request, response));
    server.on('connect', (request: IncomingMessage, client: Duplex, head: Buffer) => {
      relay.tunnel(request, client, head).catch(() => client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'));
    });
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
    // Nobody stays alive for it alone.
    server.unref();
    return relay;
  }

  /** For the library's setting. */
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Ends what goes through it. */
  close(): void {
    this.server.close();
    this.server.closeAllConnections();
    for (const stream of this.open) stream.destroy();
    this.agent.destroy();
  }

  /** Plain HTTP, the whole address in its first line. Literal addresses are looked at here, names when they are connected to. */
  private forward(request: IncomingMessage, response: ServerResponse): void {
    const to = URL.parse(request.url ?? '');
    if (to?.protocol !== 'http:' || !this.target.isFor(to.hostname)) return void response.writeHead(403).end();
    const fail = (error: unknown) =>
      response.headersSent ? response.destroy() : response.writeHead(error instanceof AddressRefused ? 403 : 502).end();
    this.target.guard.resolve(to.hostname).then(() => {
      const { method, headers } = request;
      const sent = requestOf(to, { ...{ method: method!, headers, agent: this.agent } }, (reply) => {
        response.writeHead(reply.statusCode!, reply.headers);
        pipeline(reply, response, () => undefined);
      });
      sent.on('error', fail);
      pipeline(request, sent, () => undefined);
    }, fail);
  }

  private async tunnel(request: IncomingMessage, client: Duplex, head: Buffer): Promise<void> {
    const to = URL.parse(`https://${request.url ?? ''}`);
    if (!to || !this.target.isFor(to.hostname)) return void client.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    const port = Number(to.port) || 443;
    const server = await guardedSocket(this.target.guard, { host: to.hostname, port, withinMs: PATIENCE_MS });
    client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    server.write(head);
    for (const each of [client, server]) this.open.add(each.once('close', () => this.open.delete(each)));
    pipeline(client, server, () => undefined);
    pipeline(server, client, () => undefined);
  }
}
