import { type ClientRequest, type IncomingMessage, request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { Readable } from 'node:stream';
import type { ReadableStream as NodeStream } from 'node:stream/web';
import { AddressGuard, type Permitted } from './address-guard.js';
import { ReplyTooLarge } from './errors.js';
import { type GuardedAgents, guardedAgents } from './guarded-agents.js';

/** The part of `fetch`'s that is served here. */
export interface FetchInit {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | URLSearchParams | null;
  /** Ends the request, or the reply on its way, with its reason. */
  readonly signal?: AbortSignal;
}

/** As `fetch`, but for redirects: they are handed back, never followed. */
export type GuardedFetch = (url: string | URL, init?: FetchInit) => Promise<Response>;

/**
 * Replies of any status over agents that look at every address.
 * @param mostBytes A longer body breaks off with ReplyTooLarge.
 * @returns A function that throws AddressRefused, HostUnreachable (for a name without addresses), the signal's reason, or what
 *   the system says of a broken connection.
 */
export function guardedFetch(agents: GuardedAgents, mostBytes = Number.POSITIVE_INFINITY): GuardedFetch {
  return (address, init = {}) =>
    new Promise((resolve, reject) => {
      init.signal?.throwIfAborted();
      const request = requestFor(agents, new URL(address), init);
      request.on('error', reject);
      request.on('response', (reply) => {
        try {
          endWith(init.signal, reply);
          resolve(responseOf(reply, mostBytes));
        } catch (error) {
          reply.destroy();
          reject(error);
        }
      });
      endWith(init.signal, request);
      request.end(init.body instanceof URLSearchParams ? String(init.body) : init.body);
    });
}

/**
 * {@link guardedFetch} to the servers that the settings name, with as many connections as are asked for; one for each set of hosts
 * in a process, so that connections are used again.
 */
export function fetchPermitting(permitted: Permitted, mostBytes?: number): GuardedFetch {
  const key = JSON.stringify([permitted.bySettings, permitted.byPeople, mostBytes]);
  const found =
    kept.get(key) ?? guardedFetch(guardedAgents(new AddressGuard(permitted), { maxSockets: Infinity }), mostBytes);
  kept.set(key, found);
  return found;
}

const kept = new Map<string, GuardedFetch>();

function requestFor(agents: GuardedAgents, url: URL, { method = 'GET', headers = {}, body }: FetchInit): ClientRequest {
  const isSecure = url.protocol === 'https:';
  const send: typeof overHttp = isSecure ? overHttps : overHttp;
  const form = body instanceof URLSearchParams ? { 'content-type': FORM } : {};
  return send(url, { method, agent: isSecure ? agents.https : agents.http, headers: { ...form, ...headers } });
}

const FORM = 'application/x-www-form-urlencoded;charset=UTF-8';

/** Ended by the signal with its reason, until it is over by itself. */
function endWith(signal: AbortSignal | undefined, ended: ClientRequest | IncomingMessage): void {
  if (!signal) return;
  const stop = () => void ended.destroy(signal.reason as Error);
  signal.addEventListener('abort', stop, { once: true });
  ended.once('close', () => signal.removeEventListener('abort', stop));
}

/** These have no body, and `Response` refuses one. @see RFC 9110, 6.4.1 */
const WITHOUT_BODY = new Set([204, 205, 304]);

function responseOf(reply: IncomingMessage, mostBytes: number): Response {
  const status = reply.statusCode ?? 0;
  const headers = new Headers();
  for (let i = 0; i + 1 < reply.rawHeaders.length; i += 2)
    headers.append(reply.rawHeaders[i]!, reply.rawHeaders[i + 1]!);
  if (!WITHOUT_BODY.has(status)) return new Response(bodyOf(reply, mostBytes), { status, headers });
  reply.resume();
  return new Response(null, { status, headers });
}

function bodyOf(reply: IncomingMessage, mostBytes: number): ReadableStream<Uint8Array> {
  const body = Readable.toWeb(reply) as NodeStream<Uint8Array>;
  if (!Number.isFinite(mostBytes)) return body;
  let size = 0;
  const counted = new TransformStream<Uint8Array, Uint8Array>({
    transform(piece, controller) {
      size += piece.length;
      if (size > mostBytes) controller.error(new ReplyTooLarge(mostBytes));
      else controller.enqueue(piece);
    },
  });
  return body.pipeThrough(counted);
}
