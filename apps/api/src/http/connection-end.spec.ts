import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import express from 'express';
import { connectionEnd } from './connection-end.js';

it.each([
  ['before', true],
  ['after', false],
])('tells of a client that goes %s somebody asks', async (_when, isGoneFirst) => {
  const app = express();
  const signal = new Promise<AbortSignal>((resolve) => {
    app.get('/', (_request, response) => {
      if (!isGoneFirst) resolve(connectionEnd(response));
      response.once('close', () => resolve(connectionEnd(response)));
    });
  });
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  client.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await once(server, 'request');
  if (!isGoneFirst) expect((await signal).aborted).toBe(false);
  client.destroy();
  const given = await signal;
  if (!given.aborted) await once(given, 'abort');
  expect(given.aborted).toBe(true);
  server.close();
});
