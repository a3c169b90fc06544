import { type Socket, connect, createServer } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { AdvisoryLease } from '#database';
import { type TestPostgres, queryOnce, startPostgres } from '#testing';

const KEY = 4_211_999;
/** Above 32 bits, as PostgreSQL keeps them in two halves. */
const LARGE_KEY = 2 ** 40 + 7;
const BEAT = { everyMs: 100, withinMs: 1_500 };

let postgres: TestPostgres;
beforeAll(async () => void (postgres = await startPostgres()), 120_000);
afterAll(() => postgres?.stop());

/** A lease, and how it was lost. */
async function aLease(url: string, key = KEY) {
  let tell: (error: Error) => void;
  const lost = new Promise<Error>((resolve) => (tell = resolve));
  let times = 0;
  const lease = await AdvisoryLease.acquire(url, key, (error) => (times++, tell(error)), undefined, BEAT);
  return { lease, lost, times: () => times };
}

const holders = async (key: number) =>
  (await queryOnce<{ n: number }>(postgres.url, `SELECT count(*)::int AS n FROM pg_locks WHERE objid = $1`, [key]))[0]!
    .n;

it.each([KEY, LARGE_KEY])(
  'stays with its holder while it lives, and goes to the next one after it (%d)',
  async (key) => {
    const first = await aLease(postgres.url, key);
    const next = aLease(postgres.url, key);
    // Several beats long nothing is lost and nobody else gets it.
    expect(await Promise.race([next, first.lost, new Promise((resolve) => setTimeout(resolve, 800, 'kept'))])).toBe(
      'kept',
    );
    await first.lease.release();
    const second = await next;
    expect(first.times()).toBe(0);
    await second.lease.release();
  },
  30_000,
);

it('is lost, and its holder told once, when its connection is ended', async () => {
  const { lost, times } = await aLease(postgres.url);
  await queryOnce(postgres.url, 'SELECT pg_terminate_backend(pid) FROM pg_locks WHERE objid = $1', [KEY]);
  expect(await lost).toBeInstanceOf(Error);
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(times()).toBe(1);
  const next = await aLease(postgres.url);
  expect(await holders(KEY)).toBe(1);
  await next.lease.release();
}, 30_000);

it('is lost when the connection is cut without a word', async () => {
  const to = new URL(postgres.url);
  let isCut = false;
  const sockets: Socket[] = [];
  const proxy = createServer((socket) => {
    const server = connect(Number(to.port), to.hostname);
    sockets.push(socket, server);
    for (const [from, onward] of [
      [socket, server],
      [server, socket],
    ] as const)
      from.on('data', (data) => isCut || onward.write(data)).on('error', () => undefined);
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const through = new URL(postgres.url);
  through.port = String((proxy.address() as AddressInfo).port);
  const { lost } = await aLease(through.href);
  isCut = true;
  expect((await lost).message).toMatch(/timeout/i);
  for (const socket of sockets) socket.destroy();
  proxy.close();
}, 30_000);
