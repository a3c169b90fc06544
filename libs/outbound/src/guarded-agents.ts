import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { type LookupFunction, isIP } from 'node:net';
import type { AddressGuard } from './address-guard.js';

/** Agents for clients that bring none: each connection of theirs goes only where the settings let it. */
export interface GuardedAgents {
  readonly http: HttpAgent;
  readonly https: HttpsAgent;
  /** Close what is kept open. */
  close(): void;
}

/** What is absent is as in Node's agents. */
export interface AgentOptions {
  /** A connection that is kept and not used for so long is closed. */
  readonly idleMs?: number;
  /** To one host at the same time. */
  readonly maxSockets?: number;
}

/** Agents for any HTTP client of Node: every connection, those of redirects too, goes only where the guard lets it. */
export function guardedAgents(
  guard: AddressGuard,
  { idleMs = 60_000, maxSockets = 4 }: AgentOptions = {},
): GuardedAgents {
  const options = { keepAlive: true, maxSockets, timeout: idleMs, lookup: lookupAlways(guard) };
  const [http, https] = [new HttpAgent(options), new HttpsAgent(options)];
  checkLiterals(http, guard);
  checkLiterals(https, guard);
  return {
    http,
    https,
    close() {
      http.destroy();
      https.destroy();
    },
  };
}

const lookupAlways =
  (guard: AddressGuard): LookupFunction =>
  (host, options, done) =>
    guard.lookup(host, options, done);

type Connecting = HttpAgent['createConnection'];

/** Node asks `lookup` for names only, so an address written out is looked at before the connection is begun. */
function checkLiterals(agent: HttpAgent, guard: AddressGuard): void {
  const connect: Connecting = agent.createConnection.bind(agent);
  agent.createConnection = (options, done) => {
    const host = 'host' in options && typeof options.host === 'string' ? options.host : 'localhost';
    if (!isIP(host)) return connect(options, done);
    guard.resolve(host).then(
      () => {
        const socket = connect(options);
        if (socket) done?.(null, socket);
      },
      (error: Error) => done?.(error, undefined as never),
    );
    return undefined;
  };
}
