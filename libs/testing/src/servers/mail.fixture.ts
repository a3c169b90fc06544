import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A real SMTP server on loopback that keeps what it is sent. */
export interface TestMail {
  /** For settings: `smtp://…` */
  readonly url: string;
  /** Messages as they arrived, headers included. */
  readonly messages: readonly string[];
  /** Refuse everything from now on, or no longer. */
  refuse(isRefusing: boolean): void;
  stop(): Promise<void>;
}

/** The one-time link in a message, put together again; undefined: there is none. */
export function linkInMail(message: string): string | undefined {
  const [head = '', ...body] = message.split('\r\n\r\n');
  const text = /^content-transfer-encoding: base64/im.test(head)
    ? Buffer.from(body.join(''), 'base64').toString('utf8')
    : body.join('\r\n\r\n').replace(/=\r\n/g, '').replace(/=3D/g, '=');
  return /\/sign-in#(chl_[\w-]+)/.exec(text)?.[1];
}

/** A real SMTP server on a free port of this machine, without TLS or sign-in, that keeps what it is sent. */
export async function startMailServer(): Promise<TestMail> {
  const { SMTPServer } = await import('smtp-server');
  const messages: string[] = [];
  let isRefusing = false;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onMailFrom: (_address, _session, done) => done(isRefusing ? new Error('not today') : null),
    onData: (stream, _session, done) => {
      text(stream).then(
        (message) => {
          messages.push(message);
          done();
        },
        (error: Error) => done(error),
      );
    },
  });
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  return {
    url: `smtp://127.0.0.1:${(listening.address() as AddressInfo).port}`,
    messages,
    refuse: (is) => void (isRefusing = is),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
