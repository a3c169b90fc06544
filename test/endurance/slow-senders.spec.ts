import { connect } from 'node:net';
import { type TestService, startService } from '#testing';

let service: TestService;
beforeAll(async () => {
  service = await startService();
}, 180_000);
afterAll(() => service?.stop(), 60_000);

/** Send something at once and then a little each second. @returns Milliseconds until the connection was closed. */
async function drip(head: string, drop: string): Promise<number> {
  const { port } = new URL(service.url);
  const socket = connect(Number(port), '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(head);
  const drops = setInterval(() => socket.write(drop), 1_000);
  const begun = Date.now();
  socket.resume();
  await new Promise<void>((resolve) => socket.once('close', () => resolve()));
  clearInterval(drops);
  return Date.now() - begun;
}

describe('who sends drop by drop', () => {
  it('headers is cut off within a minute', async () => {
    expect(await drip('GET /health/live HTTP/1.1\r\nHost: x\r\n', 'X-Drop: 1\r\n')).toBeLessThan(90_000);
  }, 120_000);

  it('a body that is no upload is cut off in little more than one', async () => {
    const head =
      'POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{';
    expect(await drip(head, ' ')).toBeLessThan(120_000);
  }, 150_000);
});
