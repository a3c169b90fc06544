import { once } from 'node:events';
import { type ServerResponse, createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Request, Response } from 'express';
import { keepTaking } from './reader-pace.js';

const MEGABYTE = 1024 * 1024;
/** More than the buffers of both ends of a connection take. */
const LARGE = Buffer.alloc(24 * MEGABYTE);

/** Somebody who asks a server that answers so; they read nothing until told to. */
async function asking(untakenMs: number, answer: (response: ServerResponse) => unknown) {
  const pace = keepTaking(untakenMs);
  let response: ServerResponse | undefined;
  const server = createServer((request, given) => {
    response = given;
    pace(request as Request, given as Response, () => void answer(given));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1').pause();
  socket.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
  await once(server, 'request');
  return {
    socket,
    closed: () => response!.closed,
    async [Symbol.asyncDispose]() {
      socket.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

describe('an answer', () => {
  it('that nobody takes is given up, also one that was long in the making', async () => {
    await using asker = await asking(200, async (response) => {
      await delay(600);
      response.end(LARGE);
    });
    await delay(400);
    expect(asker.closed()).toBe(false);
    for (const deadline = Date.now() + 60_000; !asker.closed() && Date.now() < deadline;) await delay(50);
    expect(asker.closed()).toBe(true);
  });

  it('that is taken slowly comes whole', async () => {
    const untakenMs = 4_000;
    await using asker = await asking(untakenMs, (response) => response.end(LARGE));
    let bytes = 0;
    asker.socket.on('data', (piece: Buffer) => {
      bytes += piece.length;
      asker.socket.pause();
    });
    const began = Date.now();
    for (let step = 1; bytes < LARGE.length && !asker.socket.destroyed; step += 1) {
      while (bytes < step * MEGABYTE && bytes < LARGE.length && !asker.socket.destroyed) {
        asker.socket.resume();
        await delay(0);
      }
      await delay(250);
    }
    expect(Date.now() - began).toBeGreaterThan(untakenMs);
    expect(bytes).toBeGreaterThanOrEqual(LARGE.length);
  });
});
