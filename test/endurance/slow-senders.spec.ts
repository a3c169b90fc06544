import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { type TestService, startService } from '#testing';

let service: TestService;
beforeAll(async () => {
  service = await startService();
}, 180_000);
afterAll(() => service?.stop(), 60_000);

const OF_EACH = 100;
const json = 'POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';
/** What is sent at once, what then each second, and within which time the connection has to be closed. */
const WAYS = {
  headers: { head: 'GET /health/live HTTP/1.1\r\nHost: x\r\n', drop: 'X-Drop: 1\r\n', withinMs: 90_000 },
  'nothing at all': { head: '', drop: '', withinMs: 90_000 },
  'a body that is no upload': { head: `${json}Content-Length: 1000\r\n\r\n{`, drop: ' ', withinMs: 120_000 },
  'a body in chunks': { head: `${json}Transfer-Encoding: chunked\r\n\r\n`, drop: '1\r\n \r\n', withinMs: 120_000 },
  'an upload that falls silent': {
    head: 'POST /api/v1/documents HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 1000\r\n\r\n--b\r\n',
    ...{ drop: '', withinMs: 90_000 },
  },
} as const;

/** @returns Milliseconds until the connection was closed. */
async function drip({ head, drop }: { readonly head: string; readonly drop: string }): Promise<number> {
  const { port } = new URL(service.url);
  const socket = connect(Number(port), '127.0.0.1');
  socket.on('error', () => undefined);
  if (head) socket.write(head);
  const drops = setInterval(() => drop && socket.write(drop), 1_000);
  const begun = Date.now();
  socket.resume();
  await new Promise<void>((resolve) => socket.once('close', () => resolve()));
  clearInterval(drops);
  return Date.now() - begun;
}

it('who sends drop by drop is cut off, hundreds of them, while others are served', async () => {
  let areWaiting = true;
  const all = Object.entries(WAYS).flatMap(([name, way]) =>
    Array.from({ length: OF_EACH }, async () => ({ name, tookMs: await drip(way), withinMs: way.withinMs })),
  );
  const ended = Promise.all(all).finally(() => (areWaiting = false));
  const answered: number[] = [];
  while (areWaiting) {
    const begun = performance.now();
    expect((await service.fetch('/api/v1/session')).status).toBe(200);
    answered.push(performance.now() - begun);
    await Promise.race([ended, delay(500)]);
  }
  const late = (await ended).filter(({ tookMs, withinMs }) => tookMs > withinMs);
  expect(late).toEqual([]);
  expect(Math.max(...answered)).toBeLessThan(5_000);
  expect(answered.length).toBeGreaterThan(10);
}, 200_000);
