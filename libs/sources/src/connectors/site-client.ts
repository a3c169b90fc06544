import { setTimeout as delay } from 'node:timers/promises';
import {
  AddressGuard,
  type GuardedAgents,
  type GuardedReply,
  type Permitted,
  guardedAgents,
  guardedGet,
} from '#outbound';
import { CRAWLER, SiteRules } from './crawl-rules.js';
import { patienceOf } from './patience.js';

/** Times that a page is asked for again because the server is busy. */
const MOST_PATIENCE = 3;
/** What a run waits in all because servers ask for it. */
const PATIENCE_MS = 10 * 60_000;

/** Asks the hosts of a site for pages, by the crawler's name, one after another and no faster than they and the settings want. */
export class SiteClient {
  private readonly agents: GuardedAgents;
  private readonly rules: SiteRules;
  private lastRequestAt = 0;
  private turn: Promise<unknown> = Promise.resolve();

  /**
   * @param delayMs Least time between two requests; robots.txt may ask for more.
   * @param patienceLeftMs What it waits in all because servers ask for it.
   */
  constructor(
    private readonly hosts: ReadonlySet<string>,
    private readonly delayMs: number,
    permitted: Permitted,
    private patienceLeftMs = PATIENCE_MS,
  ) {
    this.agents = guardedAgents(new AddressGuard(permitted));
    this.rules = new SiteRules((url, signal) => this.getOnce(url, {}, signal));
  }

  /** Whether robots.txt lets an address be asked for. @throws what {@link SiteRules.allows} throws */
  allows(url: string, signal: AbortSignal): Promise<boolean> {
    return this.rules.allows(url, signal);
  }

  /**
   * A reply of any status; a server that asks for patience gets it, a few times, while the patience of the run lasts.
   * @param mayFollow Which redirects are followed; those within the site.
   * @throws AddressRefused, BadRedirect, HostUnreachable
   */
  async get(
    url: string,
    headers: Record<string, string>,
    signal: AbortSignal,
    mayFollow?: (to: URL) => boolean,
  ): Promise<GuardedReply> {
    for (let again = 0; ; again += 1) {
      const reply = await this.getOnce(url, headers, signal, mayFollow);
      const waitMs = again < MOST_PATIENCE ? patienceOf(reply, Date.now()) : null;
      if (waitMs === null || waitMs > this.patienceLeftMs) return reply;
      this.patienceLeftMs -= waitMs;
      reply.body.destroy();
      await delay(waitMs, undefined, { signal });
    }
  }

  close(): void {
    this.agents.close();
  }

  /** One after another, whoever asks. */
  private getOnce(...asked: Parameters<SiteClient['ask']>): Promise<GuardedReply> {
    const mine = this.turn.then(() => this.ask(...asked));
    this.turn = mine.catch(() => undefined);
    return mine;
  }

  private async ask(
    url: string,
    headers: Record<string, string>,
    signal: AbortSignal,
    mayFollow = (to: URL) => this.hosts.has(to.host),
  ): Promise<GuardedReply> {
    const pause = Math.max(this.delayMs, this.rules.delayOf(url));
    await delay(Math.max(0, this.lastRequestAt + pause - Date.now()), undefined, { signal });
    this.lastRequestAt = Date.now();
    return guardedGet(this.agents, { url, headers: { 'user-agent': CRAWLER, ...headers }, signal, mayFollow });
  }
}
