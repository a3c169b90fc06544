import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AddressGuard, guardedAgents, guardedGet, readUpTo } from '#outbound';

/** Names that a test gives to loopback addresses, as a resolver outside would. */
const LOOPBACK = async () => [{ address: '127.0.0.1', family: 4 }];

let server: Server;
let port: number;
let paths: string[];

beforeEach(async () => {
  paths = [];
  server = createServer((request, response) => {
    paths.push(`${request.headers.host} ${request.url} ${String(request.headers['x-secret'] ?? '')}`.trim());
    if (request.url === '/to-literal') response.writeHead(302, { location: `http://127.0.0.1:${port}/inside` }).end();
    else if (request.url === '/to-other')
      response.writeHead(302, { location: `http://other.test:${port}/inside` }).end();
    else if (request.url === '/circle') response.writeHead(302, { location: '/circle' }).end();
    else if (request.url === '/to-file') response.writeHead(302, { location: 'file:///etc/passwd' }).end();
    else response.end('x'.repeat(1000));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterEach(() => void server.close());

async function get(path: string, privateHosts: string[], host = 'open.test', limit = 10_000): Promise<string> {
  const agents = guardedAgents(new AddressGuard({ bySettings: privateHosts }, LOOPBACK));
  try {
    const reply = await guardedGet(agents, { url: `http://${host}:${port}${path}`, headers: { 'x-secret': 'mine' } });
    return (await readUpTo(reply, limit)).toString();
  } finally {
    agents.close();
  }
}

it('reaches what is open, by its name', async () => {
  expect(await get('/', ['open.test'])).toHaveLength(1000);
  expect(paths).toEqual([`open.test:${port} / mine`]);
});

it.each(['closed.test', '127.0.0.1', 'localhost'])('never connects to %s', async (host) => {
  await expect(get('/', ['open.test'], host)).rejects.toMatchObject({ code: 'outbound.refused' });
  expect(paths).toEqual([]);
});

it('looks at the target of each redirect', async () => {
  for (const path of ['/to-literal', '/to-other'])
    await expect(get(path, ['open.test'])).rejects.toMatchObject({ code: 'outbound.refused' });
  expect(paths.filter((path) => path.includes('inside'))).toEqual([]);
  for (const path of ['/circle', '/to-file'])
    await expect(get(path, ['open.test'])).rejects.toMatchObject({ code: 'outbound.bad_redirect' });
});

it('keeps headers from the host that it is sent on to', async () => {
  await get('/to-other', ['open.test', 'other.test']);
  expect(paths).toEqual([`open.test:${port} /to-other mine`, `other.test:${port} /inside`]);
});

it('reads no more than it was told', async () => {
  await expect(get('/', ['open.test'], 'open.test', 100)).rejects.toMatchObject({ code: 'outbound.too_large' });
});
