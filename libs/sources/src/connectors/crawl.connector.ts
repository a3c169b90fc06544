import { createReadStream } from 'node:fs';
import type { SettingsOf, Told, Unreadable } from '#contracts';
import type { Failure } from '#knowledge';
import type { Permitted } from '#outbound';
import { EntryTooLarge, EntryUnreadable, SourceUnreachable, SourceWentSilent } from '../errors.js';
import { Connector, type KnownEntries, type RemoteEntry, type RemotePage, type UnseenPlace } from './connector.port.js';
import { MOST_UNANSWERED } from './is-silence.js';
import { PageSpool } from './page-spool.js';
import { RunBytes } from './run-bytes.js';
import { SiteClient } from './site-client.js';
import { SiteFrontier } from './site-frontier.js';
import { SiteVisits } from './site-visits.js';
import { StandIns } from './stand-ins.js';
import { withoutFragment } from './visited.js';
import { writeLimited } from './write-limited.js';

const PAGE = 20;
const MB = 1024 * 1024;

/**
 * The pages and linked documents of a site, from its start pages on, no further than asked: the same hosts, so many links deep, so
 * many pages and bytes, one request after another, and nothing that robots.txt closes. What lies beyond pages and bytes was not
 * looked at, which each listing says. Pages that did not change since the last run
 * are not sent again (If-None-Match), and their links are remembered.
 */
export class CrawlConnector extends Connector {
  private readonly client: SiteClient;
  private readonly bytes: RunBytes;
  private readonly spool: PageSpool;
  private readonly visits: SiteVisits;
  private readonly mostOfOne: number;

  /** @param scratch An empty folder for the time of the run. */
  constructor(
    private readonly settings: SettingsOf<'crawl'>,
    scratch: string,
    permitted: Permitted,
  ) {
    super();
    const hosts = new Set(settings.startUrls.map((url) => new URL(url).host));
    this.mostOfOne = settings.maxFileMb * MB;
    this.client = new SiteClient(hosts, settings.delayMs, permitted);
    this.bytes = new RunBytes(settings.maxTotalMb * MB, this.mostOfOne);
    this.spool = new PageSpool(scratch, hosts, this.mostOfOne, this.bytes);
    this.visits = new SiteVisits(this.client, hosts, this.spool, this.bytes);
  }

  async *list(known: KnownEntries, signal: AbortSignal): AsyncIterable<RemotePage> {
    const paths = new Set<string>();
    const frontier = new SiteFrontier(this.settings.maxPages, this.settings.depth);
    for (const url of this.settings.startUrls) frontier.add(withoutFragment(url), 0);
    let page = nothingYet();
    const standIns = new StandIns();
    let unanswered = 0;
    for (let visit = frontier.next(); visit && !this.bytes.areSpent; visit = frontier.next()) {
      signal.throwIfAborted();
      const visited = await this.visits.look(visit, known, signal);
      const { entries: there, links, problem, closed, leadsTo } = visited;
      standIns.note(visit.url, visited);
      unanswered = visited.isSilent ? unanswered + 1 : 0;
      if (unanswered >= MOST_UNANSWERED) throw new SourceWentSilent();
      // One page under two addresses (`/` and `/index.html`) is one document: the first that was met stands for it.
      page.entries.push(...firstUnder(paths, there));
      if (problem) page.unseen.push({ path: visit.url, ...problem });
      if (closed) page.closed.push({ path: visit.url, ...closed });
      for (const link of links) frontier.add(link, visit.depth + 1);
      if (leadsTo) frontier.add(leadsTo, visit.depth);
      if (page.entries.length + page.unseen.length + page.closed.length < PAGE) continue;
      yield page;
      page = nothingYet();
    }
    page.entries.push(...firstUnder(paths, standIns.left()));
    const [first] = page.unseen;
    if (paths.size === 0 && first) throw withoutStart(first);
    yield { ...page, ...this.cutShort(frontier.isCut) };
  }

  private cutShort(hasMorePages: boolean): Pick<RemotePage, 'cutShort'> {
    const { maxPages, maxTotalMb } = this.settings;
    if (this.bytes.areSpent) return { cutShort: beyond({ limit: maxTotalMb, of: 'mb' }) };
    return hasMorePages ? { cutShort: beyond({ limit: maxPages, of: 'pages' }) } : {};
  }

  async fetch({ remoteId }: { remoteId: string }, to: string, signal: AbortSignal): Promise<void> {
    const spooled = this.spool.fileOf(remoteId);
    if (spooled) return writeLimited(createReadStream(spooled), to, this.mostOfOne, signal);
    const reply = await this.client.get(remoteId, {}, signal);
    if (reply.status !== 200 || this.spool.isTooLarge(reply)) {
      reply.body.destroy();
      if (reply.status === 200) throw new EntryTooLarge(this.settings.maxFileMb);
      throw new EntryUnreadable({ reason: 'answered', status: reply.status });
    }
    await writeLimited(reply.body, to, this.mostOfOne, signal);
  }

  async close(): Promise<void> {
    this.client.close();
  }
}

/** What kept the first page from being read, as far as it is no more than a status or a word of the system. */
function withoutStart({ message, particulars: { status, word } = {} }: Failure): SourceUnreachable {
  const why: Unreadable = {
    reason: 'start_page',
    ...(typeof status === 'number' && { status }),
    ...(typeof word === 'string' && { word }),
  };
  return new SourceUnreachable(why, undefined, `no start page could be read: ${message}`);
}

function beyond(particulars: Told<'source.cut_short'>['particulars']): Failure & Told<'source.cut_short'> {
  const isPages = particulars.of === 'pages';
  const message =
    `The site has more than the ${particulars.limit} ${isPages ? 'pages' : 'MB'} that a run looks at. What lies beyond was not looked at, so nothing was removed. ` +
    `Raise "${isPages ? 'Pages at most (maxPages)' : 'MB at most (maxTotalMb)'}", or start deeper in the site.`;
  return { code: 'source.cut_short', message, particulars };
}

const nothingYet = (): { entries: RemoteEntry[]; unseen: UnseenPlace[]; closed: UnseenPlace[] } => ({
  ...{ entries: [], unseen: [], closed: [] },
});

/** Those whose place nobody has yet; it is theirs then. */
function firstUnder(paths: Set<string>, entries: readonly RemoteEntry[]): RemoteEntry[] {
  return entries.filter(({ path }) => !paths.has(path) && paths.add(path));
}
