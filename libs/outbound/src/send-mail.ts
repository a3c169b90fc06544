import type { Socket } from 'node:net';
import { AddressGuard } from './address-guard.js';
import { guardedSocket } from './guarded-socket.js';
import { refusalIn } from './refusal-in.js';

/** A message in plain text. */
export interface Mail {
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly attachments?: readonly {
    readonly filename: string;
    readonly content: string;
    readonly contentType: string;
  }[];
}

const PATIENCE_MS = 60_000;

/**
 * Hand a message to a mail server; when this ends well, the server has taken it.
 * @param server `smtps://user:password@host:465`, `smtp://host:25`, from the settings: its host may lie anywhere.
 * @throws what the guard refused, else what the server or the connection failed with
 */
export async function sendMail(server: string, { from, to, subject, text, attachments = [] }: Mail): Promise<void> {
  const { createTransport } = await import('nodemailer');
  const transport = createTransport({
    ...{ url: server, connectionTimeout: PATIENCE_MS, greetingTimeout: PATIENCE_MS, socketTimeout: PATIENCE_MS },
    ...{ disableFileAccess: true, disableUrlAccess: true },
    getSocket: (_, done) => void connectedTo(server).then((connection) => done(null, { connection }), done),
  });
  try {
    await transport.sendMail({ from, to: [...to], subject, text, attachments: [...attachments] });
  } catch (cause) {
    throw refusalIn(cause) ?? cause;
  } finally {
    transport.close();
  }
}

/** The library would look the name up by itself. TLS is begun on this connection, under the server's name. */
function connectedTo(server: string): Promise<Socket> {
  const { hostname, port, protocol } = new URL(server);
  const guard = new AddressGuard({ bySettings: [hostname] });
  const usual = protocol === 'smtps:' ? 465 : 587;
  return guardedSocket(guard, { host: hostname, port: Number(port) || usual, withinMs: PATIENCE_MS });
}
