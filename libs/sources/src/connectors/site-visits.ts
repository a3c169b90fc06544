import { failureOf } from '#knowledge';
import { BadRedirect, type GuardedReply } from '#outbound';
import { EntryUnreadable } from '../errors.js';
import type { KnownEntries } from './connector.port.js';
import { isSilence } from './is-silence.js';
import { type PageMemo, conditionsOf } from './page-memo.js';
import type { PageSpool } from './page-spool.js';
import type { RunBytes } from './run-bytes.js';
import type { SiteClient } from './site-client.js';
import type { Visit } from './site-frontier.js';
import { NOTHING, type Visited, placed, withoutFragment } from './visited.js';

/** Sign in, keep out, not for legal reasons: what a page says that is not for everybody. */
const CLOSED: ReadonlySet<number> = new Set([401, 403, 451]);

/** Looks at the addresses of a site, one by one. */
export class SiteVisits {
  constructor(
    private readonly client: SiteClient,
    private readonly hosts: ReadonlySet<string>,
    private readonly spool: PageSpool,
    private readonly bytes: RunBytes,
  ) {}

  /**
   * What is at one address, and where it leads. Gone pages are nothing; unreadable ones a problem, unless the bytes of the run are
   * what does not suffice.
   * @throws only when the signal aborts
   */
  async look(visit: Visit, known: KnownEntries, signal: AbortSignal): Promise<Visited> {
    // What a redirect leads to is a page of its own: met once under its own address, and only where robots.txt lets it be.
    const redirect: { to?: string } = {};
    const note = (to: URL) => {
      if (this.hosts.has(to.host)) redirect.to = withoutFragment(to.href);
      return false;
    };
    try {
      return await this.ask(visit, known, signal, note);
    } catch (error) {
      if (signal.aborted) throw error;
      if (this.bytes.areSpent) return NOTHING;
      if (error instanceof BadRedirect && redirect.to) return { ...NOTHING, leadsTo: redirect.to };
      // Where a link leads out of the site in the end, there is nothing here; a start page that does so is a mistake.
      if (error instanceof BadRedirect && visit.depth > 0) return NOTHING;
      return { ...NOTHING, problem: failureOf(error), isSilent: isSilence(error) };
    }
  }

  private async ask(
    { url, depth }: Visit,
    known: KnownEntries,
    signal: AbortSignal,
    mayFollow: (to: URL) => boolean,
  ): Promise<Visited> {
    if (!(await this.client.allows(url, signal))) return NOTHING;
    const before = (await known([url])).get(url);
    const memo = before?.memo as PageMemo | null | undefined;
    const reply = await this.client.get(url, conditionsOf(memo), signal, mayFollow);
    if (reply.status === 200) return this.spool.take(url, reply, signal);
    reply.body.destroy();
    if (reply.status === 304 && before && memo) return unchanged(url, before.version, memo);
    if (reply.status === 404 || reply.status === 410) return NOTHING;
    const refusal = refusalOf(reply);
    // Most sites have such pages; whether this one hides anything is for the run to say.
    if (CLOSED.has(reply.status) && !before && depth > 0) return { ...NOTHING, closed: failureOf(refusal) };
    throw refusal;
  }
}

const refusalOf = ({ status }: GuardedReply): EntryUnreadable => new EntryUnreadable({ reason: 'answered', status });

function unchanged(url: string, version: string, { path, links, canonical }: PageMemo): Visited {
  return placed(url, { remoteId: url, path, version, sizeBytes: null, metadata: {} }, links, canonical);
}
