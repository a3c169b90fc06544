import { Agent, request } from 'node:http';
import type { FuzzRequest } from './hostile-requests.js';

export interface RawReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** Longest time that any answer may take. */
const ANSWER_WITHIN_MS = 60_000;

/** Sends requests exactly as they are, which the clients that are made for people do not. */
export class RawSender {
  // A connection each: making requests up may take longer than a service keeps an idle one.
  private readonly agent = new Agent({ keepAlive: false, maxSockets: 16 });

  constructor(private readonly url: string) {}

  /** @throws Error when no answer comes, or only half of one. */
  send({ method, path, headers, body }: FuzzRequest, token: string | null): Promise<RawReply> {
    const { hostname, port } = new URL(this.url);
    const signed = token === null ? {} : { authorization: `Bearer ${token}` };
    const length = body === null ? {} : { 'content-length': String(body.length) };
    const { agent } = this;
    return new Promise((resolve, reject) => {
      const sent = request(
        { agent, hostname, port, method, path, headers: { ...headers, ...signed, ...length } },
        (response) => {
          const parts: Buffer[] = [];
          response.on('data', (part: Buffer) => parts.push(part));
          response.on('error', reject);
          response.on('end', () => {
            const text = Buffer.concat(parts).toString('utf8');
            resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
          });
        },
      );
      sent.setTimeout(ANSWER_WITHIN_MS, () => sent.destroy(new Error(`no answer within ${ANSWER_WITHIN_MS} ms`)));
      // A refusal may arrive before all was sent, and the rest is no longer wanted then.
      sent.on('error', reject);
      sent.end(body ?? undefined);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}
