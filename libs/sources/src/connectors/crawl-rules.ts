import { BadRedirect, type GuardedReply, readUpTo } from '#outbound';
import robotsModule, { type Robot } from 'robots-parser';
import { EntryUnreadable } from '../errors.js';

/** A CommonJS module that is the function itself, whose types describe an ES module. */
const parseRobots = robotsModule as unknown as (url: string, text: string) => Robot;

/** How the crawler calls itself. `Chancery` is the name that robots.txt can address. */
export const CRAWLER = 'Chancery/1 (+internal search)';
const NAME = 'Chancery';

const LARGEST = 512 * 1024;
const LONGEST_DELAY_S = 60;

/**
 * The robots.txt of each host, read once a run (RFC 9309): without one all is open; where it can't be had because the server
 * fails, all is closed for this run.
 */
export class SiteRules {
  private readonly byOrigin = new Map<string, Promise<Robot>>();
  private readonly delays = new Map<string, number>();

  constructor(private readonly get: (url: string, signal: AbortSignal) => Promise<GuardedReply>) {}

  /** @throws EntryUnreadable when the rules can't be had; what the connection throws. */
  async allows(url: string, signal: AbortSignal): Promise<boolean> {
    const { origin } = new URL(url);
    let rules = this.byOrigin.get(origin);
    if (!rules) this.byOrigin.set(origin, (rules = this.read(origin, signal)));
    return (await rules).isAllowed(url, NAME) ?? true;
  }

  /** What the host asks to be left between two requests, in ms; 0 where it asks for nothing. */
  delayOf(url: string): number {
    return this.delays.get(new URL(url).origin) ?? 0;
  }

  private async read(origin: string, signal: AbortSignal): Promise<Robot> {
    const url = `${origin}/robots.txt`;
    // Rules that lie outside of the site, or nowhere, are none (RFC 9309, 2.3.1.2).
    const reply = await this.get(url, signal).catch((error: unknown) => {
      if (error instanceof BadRedirect) return null;
      throw error;
    });
    if (!reply) return parseRobots(url, '');
    if (reply.status >= 500) {
      reply.body.destroy();
      throw new EntryUnreadable({ reason: 'robots', status: reply.status });
    }
    const text = reply.status === 200 ? (await readUpTo(reply, LARGEST)).toString('utf8') : '';
    reply.body.destroy();
    const rules = parseRobots(url, text);
    const seconds = Math.min(rules.getCrawlDelay(NAME) ?? 0, LONGEST_DELAY_S);
    this.delays.set(origin, seconds * 1000);
    return rules;
  }
}
