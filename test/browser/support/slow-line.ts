import { once } from 'node:events';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';

const QUESTIONS = '**/api/v1/conversations/*/questions';

export interface SlowLine {
  /** Settles when the browser has hung up in the middle of an answer. */
  readonly hungUp: Promise<unknown>;
  stop(): Promise<void>;
}

/** From now on, this page's answers come in one event at a time. @param pauseMs Before each event but the first. */
export async function slowAnswers(page: Page, pauseMs: number): Promise<SlowLine> {
  const origin = new URL(page.url()).origin;
  const server = createServer((request, response) => void passOn(request, response, origin, pauseMs));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const hungUp = once(server, 'hung-up');
  await page.route(QUESTIONS, (route) =>
    route.continue({ url: `http://127.0.0.1:${port}${new URL(route.request().url()).pathname}` }),
  );
  const stop = async () => {
    await page.unroute(QUESTIONS);
    server.closeAllConnections();
    server.close();
  };
  return { hungUp, stop };

  async function passOn(request: IncomingMessage, response: ServerResponse, to: string, pause: number): Promise<void> {
    response.once('close', () => !response.writableFinished && server.emit('hung-up'));
    const { cookie = '', accept = '' } = request.headers;
    const headers = { cookie, accept, 'content-type': 'application/json', 'x-chancery-request': '1' };
    const body = Buffer.concat(await request.toArray());
    const reply = await fetch(`${to}${request.url}`, { method: 'POST', headers, body });
    response.writeHead(reply.status, { 'content-type': reply.headers.get('content-type') ?? '' });
    for (const event of (await reply.text()).split(/(?<=\n\n)/)) {
      response.write(event);
      await delay(pause);
    }
    response.end();
  }
}
