import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface InnerServer {
  readonly port: number;
  /** By a name, as settings would name it. */
  readonly named: string;
  /** By its address, which no setting of these tests names: where a server of the name sends to, or what it names. */
  readonly inside: string;
  /** Paths asked for, with the host that they were asked of. */
  readonly asked: string[];
  answer: (request: IncomingMessage, response: ServerResponse) => void;
  /** Answer everything with a redirect to `/inside` at the address that no setting names. */
  sendInside(status: number): void;
  close(): Promise<void>;
}

/** A server on this machine that is known by two names, of which the settings of a test name one. */
export async function startInnerServer(): Promise<InnerServer> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.headers.host?.replace(/:\d+$/, '')}${request.url}`);
    inner.answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const inner: InnerServer = {
    ...{ port, named: `http://localhost:${port}`, inside: `http://127.0.0.1:${port}`, asked },
    answer: (_request, response) => void response.writeHead(404).end(),
    sendInside(status) {
      inner.answer = ({ url }, response) =>
        void (url === '/inside'
          ? response.end('secret')
          : response.writeHead(status, { location: `${inner.inside}/inside` }).end());
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return inner;
}
