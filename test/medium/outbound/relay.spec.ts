import { once } from 'node:events';
import { type IncomingMessage, type Server, createServer, get, request } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { AddressGuard, PinnedRelay } from '#outbound';

const METADATA = '169.254.169.254';
const NAME = 'store.test';

/** A server inside, a relay to it by a name that only the relay knows, and what the name means for now. */
describe('a relay for libraries that connect by themselves', () => {
  let server: Server;
  let relay: PinnedRelay;
  let meaning = '127.0.0.1';
  let port = 0;
  beforeAll(async () => {
    server = createServer((asked, reply) => reply.end(`${asked.method} ${asked.headers.host} ${asked.url}`)).listen(
      0,
      '127.0.0.1',
    );
    await once(server, 'listening');
    ({ port } = server.address() as AddressInfo);
    const guard = new AddressGuard({ bySettings: [NAME] }, async () => [{ address: meaning, family: 4 }]);
    relay = await PinnedRelay.start({ guard, isFor: (host) => host === NAME || host === METADATA });
  });
  afterAll(() => {
    relay?.close();
    server?.close();
    server?.closeAllConnections();
  });
  beforeEach(() => void (meaning = '127.0.0.1'));

  /** As a client does that has it for a proxy. */
  const through = async (url: string): Promise<[number, string]> => {
    const { hostname, port: its } = new URL(relay.url);
    const sent = get({ host: hostname, port: its, path: url, headers: { host: new URL(url).host }, agent: false });
    const [reply] = (await once(sent, 'response')) as [IncomingMessage];
    return [reply.statusCode!, await text(reply)];
  };
  const tunnelTo = async (path: string): Promise<[number, Socket]> => {
    const { hostname, port: its } = new URL(relay.url);
    const sent = request({ host: hostname, port: its, method: 'CONNECT', path, agent: false }).end();
    const [reply, socket] = (await once(sent, 'connect')) as [IncomingMessage, Socket];
    return [reply.statusCode!, socket];
  };

  it('connects to what was looked at, and passes on what was asked for', async () => {
    const url = `http://${NAME}:${port}/bucket?list-type=2`;
    expect(await through(url)).toEqual([200, `GET ${NAME}:${port} /bucket?list-type=2`]);
  });

  it('leads nowhere else, nor to what the name means since, where nobody may go', async () => {
    expect(await through(`http://127.0.0.1:${port}/`)).toEqual([403, '']);
    expect(await through(`http://${METADATA}/`)).toEqual([403, '']);
    meaning = METADATA;
    expect((await through(`http://${NAME}:1/`))[0]).toBe(403);
  });

  it('tunnels what is encrypted end to end, under the same rules', async () => {
    const [status, socket] = await tunnelTo(`${NAME}:${port}`);
    expect(status).toBe(200);
    socket.end('GET /x HTTP/1.1\r\nhost: inside\r\nconnection: close\r\n\r\n');
    expect(await text(socket)).toContain('GET inside /x');
    expect((await tunnelTo(`127.0.0.1:${port}`))[0]).toBe(403);
    meaning = METADATA;
    expect((await tunnelTo(`${NAME}:${port}`))[0]).toBe(502);
  });
});
