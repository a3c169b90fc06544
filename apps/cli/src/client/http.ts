import * as http from 'node:http';
import * as https from 'node:https';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { PinnedAgent } from './pinned-agent.js';
import { FileUnreadable, ServiceUnreachable, systemReason } from './errors.js';

const CONNECT_TIMEOUT_MS = 10_000;

/** A request body that can be produced again for a retry. `lengthBytes` is exact. */
export interface RequestBody {
  readonly contentType: string;
  readonly lengthBytes: number;
  chunks(): AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** One request as it is sent. */
export interface HttpRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: RequestBody;
  readonly signal?: AbortSignal;
}

/** Connections to one service, kept open between requests. Answers may take as long as they need; connecting may not. */
export class HttpConnections {
  private readonly plain = new http.Agent({ keepAlive: true });
  private readonly secure: https.Agent;

  /** @param certificate File of the one certificate that is accepted over https; null: those that authorities vouch for. */
  constructor(certificate: string | null = null) {
    this.secure = certificate === null ? new https.Agent({ keepAlive: true }) : new PinnedAgent(certificate);
  }

  /**
   * Send one request; resolves with the response once its head has arrived, its body unread.
   * @throws ServiceUnreachable when the network fails, FileUnreadable when the body's file does,
   *   and an `AbortError` when `signal` says so.
   */
  send({ method, url, headers, body, signal }: HttpRequest): Promise<http.IncomingMessage> {
    return new Promise((resolve, reject) => {
      const isSecure = url.protocol === 'https:';
      const request = (isSecure ? https : http).request(url, {
        method,
        agent: isSecure ? this.secure : this.plain,
        signal,
        headers: body
          ? { ...headers, 'content-type': body.contentType, 'content-length': String(body.lengthBytes) }
          : headers,
      });
      const fail = (error: unknown) => reject(networkFailure(error, url, signal));
      request.on('error', fail);
      request.on('socket', (socket) => {
        if (!socket.connecting) return;
        const late = setTimeout(() => socket.destroy(new Error('no connection within 10 s')), CONNECT_TIMEOUT_MS);
        socket.once('connect', () => clearTimeout(late)).once('close', () => clearTimeout(late));
      });
      request.on('response', (response) => {
        // A refusal may arrive while a large file is still on its way: the rest need not be sent.
        response.once('end', () => !request.writableFinished && request.destroy());
        resolve(response);
      });
      if (body) pipeline(Readable.from(body.chunks()), request).catch(fail);
      else request.end();
    });
  }

  close(): void {
    this.plain.destroy();
    this.secure.destroy();
  }
}

/** The whole body of a response as UTF-8 text. @throws ServiceUnreachable when the connection breaks off. */
export async function textOf(response: http.IncomingMessage, url: URL, signal?: AbortSignal): Promise<string> {
  const parts: Buffer[] = [];
  try {
    for await (const part of response) parts.push(part as Buffer);
  } catch (error) {
    throw networkFailure(error, url, signal);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** What a failed exchange means: a stop asked for and an unreadable file stay themselves, the rest is the network. */
export function networkFailure(error: unknown, url: URL, signal?: AbortSignal): unknown {
  if (signal?.aborted || error instanceof FileUnreadable) return error;
  return new ServiceUnreachable(url.origin, systemReason(error), { cause: error });
}
