import { type IncomingHttpHeaders, type IncomingMessage, request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { KnowledgeError } from '#knowledge';
import { BadRedirect, HostUnreachable, ReplyTooLarge } from './errors.js';
import type { GuardedAgents } from './guarded-agents.js';

/** A GET, whose every hop is looked at. */
export interface GuardedRequest {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** From the first byte sent to the reply's head, and between any two pieces of its body. */
  readonly silenceMs?: number;
  /** Whether a redirect to this address may be followed; those to other protocols than HTTP never are. */
  readonly mayFollow?: (to: URL) => boolean;
}

/** The answer to a request that looked at each address it went to. */
export interface GuardedReply {
  /** Where the reply came from after all redirects. */
  readonly url: string;
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** To be read or destroyed by the caller. */
  readonly body: IncomingMessage;
}

const MOST_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const SILENCE_MS = 30_000;

/**
 * GET over agents that look at every address. Redirects are followed one by one, so each target is looked at as well, and
 * headers of the caller stay with the host that they were meant for.
 * @throws AddressRefused, BadRedirect, HostUnreachable
 */
export async function guardedGet(agents: GuardedAgents, asked: GuardedRequest): Promise<GuardedReply> {
  let url = new URL(asked.url);
  const origin = url.origin;
  for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
    const headers = url.origin === origin ? asked.headers : undefined;
    const reply = await getOnce(agents, url, { ...asked, headers: headers ?? {} });
    const location = reply.headers.location;
    if (!REDIRECTS.has(reply.statusCode ?? 0) || !location)
      return { url: url.href, status: reply.statusCode ?? 0, headers: reply.headers, body: reply };
    reply.destroy();
    url = targetOf(location, url);
    if (asked.mayFollow && !asked.mayFollow(url)) throw new BadRedirect('outside');
  }
  throw new BadRedirect('often', MOST_REDIRECTS);
}

/** The bytes of a reply, at most so many. @throws ReplyTooLarge, HostUnreachable */
export async function readUpTo({ body, url }: GuardedReply, limitBytes: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  try {
    for await (const piece of body) {
      size += (piece as Buffer).length;
      if (size > limitBytes) throw new ReplyTooLarge(limitBytes);
      pieces.push(piece as Buffer);
    }
  } catch (error) {
    throw error instanceof KnowledgeError ? error : new HostUnreachable(new URL(url).hostname, error);
  } finally {
    body.destroy();
  }
  return Buffer.concat(pieces);
}

function getOnce(agents: GuardedAgents, url: URL, asked: GuardedRequest): Promise<IncomingMessage> {
  const { headers = {}, signal, silenceMs = SILENCE_MS } = asked;
  const isSecure = url.protocol === 'https:';
  const agent = isSecure ? agents.https : agents.http;
  const send: typeof overHttp = isSecure ? overHttps : overHttp;
  return new Promise((resolve, reject) => {
    const request = send(url.href, { method: 'GET', agent, headers, ...(signal ? { signal } : {}) }, (reply) => {
      reply.setTimeout(silenceMs, () => reply.destroy(timedOut()));
      resolve(reply);
    });
    request.setTimeout(silenceMs, () => request.destroy(timedOut()));
    request.on('error', (error) => {
      if (signal?.aborted) reject(error);
      else reject(error instanceof KnowledgeError ? error : new HostUnreachable(url.hostname, error));
    });
    request.end();
  });
}

const timedOut = () => Object.assign(new Error('no sign of life'), { code: 'ETIMEDOUT' });

function targetOf(location: string, from: URL): URL {
  const target = URL.canParse(location, from.href) ? new URL(location, from.href) : null;
  if (!target || !/^https?:$/.test(target.protocol)) throw new BadRedirect('no_web_address');
  if (target.username || target.password) throw new BadRedirect('with_password');
  return target;
}
