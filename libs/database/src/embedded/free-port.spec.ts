import { createServer } from 'node:net';
import { FREE_PORTS, freePort } from './free-port.js';

describe('freePort', () => {
  it('is one that can be listened on, and that no system hands out by itself', async () => {
    const port = await freePort();
    expect(port).toBeGreaterThanOrEqual(FREE_PORTS.from);
    expect(port).toBeLessThan(FREE_PORTS.below);
    const server = createServer();
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
    await new Promise((resolve) => server.close(resolve));
  });

  it('is seldom the same twice, so that services that start together get along', async () => {
    const ports = await Promise.all(Array.from({ length: 20 }, freePort));
    expect(new Set(ports).size).toBeGreaterThan(15);
  });
});
