import { once } from 'node:events';
import { type ServerResponse, createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import type { Request, Response } from 'express';
import { oneAtATime } from './one-at-a-time.js';

const PATHS = ['/first', '/second', '/third'];

/** A connection on which three requests were sent at once; `begun` are those that are worked on. */
async function threeAtOnce() {
  const begun: { readonly path: string; readonly response: ServerResponse }[] = [];
  const server = createServer((request, response) => {
    oneAtATime(request as Request, response as Response, () => begun.push({ path: request.url!, response }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  for (const path of PATHS) socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);
  await once(server, 'request');
  return {
    ...{ begun, socket },
    async [Symbol.asyncDispose]() {
      socket.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

describe('requests of one connection', () => {
  it('are worked on one after the other, and answered in their order', async () => {
    await using all = await threeAtOnce();
    const answers = text(all.socket);
    for (const [at, path] of PATHS.entries()) {
      while (all.begun.length <= at) await delay(10);
      expect(all.begun.map((one) => one.path)).toEqual(PATHS.slice(0, at + 1));
      if (at === PATHS.length - 1) all.begun[at]!.response.setHeader('connection', 'close');
      all.begun[at]!.response.end(`${path} is answered`);
    }
    expect((await answers).match(/\/\w+(?= is answered)/g)).toEqual(PATHS);
  });

  it('are not begun once the connection has ended', async () => {
    await using all = await threeAtOnce();
    const closed = once(all.begun[0]!.response, 'close');
    all.socket.destroy();
    await closed;
    await delay(100);
    expect(all.begun.map(({ path }) => path)).toEqual(PATHS.slice(0, 1));
  });
});
