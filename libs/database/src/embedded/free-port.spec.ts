import { createServer } from 'node:net';
import { FREE_PORTS, freePort, nthPort } from './free-port.js';

describe('freePort', () => {
  it('is one that can be listened on, and that no system hands out by itself', async () => {
    const port = await freePort();
    expect(port).toBeGreaterThanOrEqual(FREE_PORTS.from);
    expect(port).toBeLessThan(FREE_PORTS.below);
    const server = createServer();
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
    await new Promise((resolve) => server.close(resolve));
  });

  it('is never the same for services that start together', async () => {
    const ports = await Promise.all(Array.from({ length: 20 }, freePort));
    expect(new Set(ports).size).toBe(20);
  });

  it('differs between processes that begin one after the other, whatever each has taken before', () => {
    const taken = Array.from({ length: 200 }, (_, i) => 40_000 + i).flatMap((pid) =>
      Array.from({ length: 4 }, (_, look) => nthPort(pid, look)),
    );
    expect(new Set(taken).size).toBe(taken.length);
  });
});
