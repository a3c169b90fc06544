import { once } from 'node:events';
import { type ServerResponse, createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Request, Response } from 'express';
import { keepTaking } from './reader-pace.js';

/** More than the buffers of both ends of a connection take. */
const LARGE = Buffer.alloc(24 * 1024 * 1024);

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
    await delay(1_500);
    expect(asker.closed()).toBe(true);
  });

  it('that is taken slowly comes whole', async () => {
    await using asker = await asking(2_000, (response) => response.end(LARGE));
    let bytes = 0;
    asker.socket.on('data', (piece: Buffer) => (bytes += piece.length));
    while (!asker.socket.readableEnded && !asker.socket.destroyed) {
      asker.socket.resume();
      await delay(50);
      asker.socket.pause();
      await delay(500);
    }
    expect(bytes).toBeGreaterThanOrEqual(LARGE.length);
  });
});
