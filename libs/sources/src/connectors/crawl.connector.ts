import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SettingsOf } from '#contracts';
import { BadRedirect, type GuardedReply, type Permitted, readUpTo } from '#outbound';
import { type Failure, failureOf } from '#knowledge';
import { keyOf } from '../item.repository.js';
import { EntryTooLarge, EntryUnreadable, SourceUnreachable, SourceWentSilent } from '../errors.js';
import { Connector, type KnownEntries, type RemoteEntry, type RemotePage, type UnseenPlace } from './connector.port.js';
import { MOST_UNANSWERED, isSilence } from './is-silence.js';
import { isSameButQuery, linksOf, saysNoIndex } from './page-links.js';
import { type PageMemo, conditionsOf, memoOf } from './page-memo.js';
import { pagePath } from './page-path.js';
import { SiteClient } from './site-client.js';
import { SiteFrontier, type Visit } from './site-frontier.js';
import { StandIns } from './stand-ins.js';
import { writeLimited } from './write-limited.js';

/** What pages carry that is no document; everything else is offered to the library, which knows what it reads. */
const NO_DOCUMENT =
  /^(image|video|audio|font)\/|^(text\/css|text\/javascript|application\/(javascript|json|wasm|manifest\+json|rss\+xml|atom\+xml))/;
const PAGE = 20;
/** Sign in, keep out, not for legal reasons: what a page says that is not for everybody. */
const CLOSED: ReadonlySet<number> = new Set([401, 403, 451]);

/**
 * The pages and linked documents of a site, from its start pages on, no further than asked: the same hosts, so many links deep, so
 * many pages and bytes, one request after another, and nothing that robots.txt closes. What lies beyond pages and bytes was not
 * looked at, which each listing says. Pages that did not change since the last run
 * are not sent again (If-None-Match), and their links are remembered.
 */
export class CrawlConnector extends Connector {
  private readonly client: SiteClient;
  private readonly hosts: ReadonlySet<string>;
  /** What was read for its links lies here until it is taken in. */
  private readonly spooled = new Map<string, string>();
  private bytesLeft: number;
  /** Files that were found to be too large only while they were loaded; they are not asked for again. */
  private readonly endless = new Set<string>();
  /** Whether a page was met that all the bytes of a run are too few for. */
  private isFull = false;

  /** @param scratch An empty folder for the time of the run. */
  constructor(
    private readonly settings: SettingsOf<'crawl'>,
    private readonly scratch: string,
    permitted: Permitted,
  ) {
    super();
    this.hosts = new Set(settings.startUrls.map((url) => new URL(url).host));
    this.bytesLeft = settings.maxTotalMb * 1024 * 1024;
    this.client = new SiteClient(this.hosts, settings.delayMs, permitted);
  }

  async *list(known: KnownEntries, signal: AbortSignal): AsyncIterable<RemotePage> {
    const paths = new Set<string>();
    const frontier = new SiteFrontier(this.settings.maxPages, this.settings.depth);
    for (const url of this.settings.startUrls) frontier.add(withoutFragment(url), 0);
    let page = nothingYet();
    const standIns = new StandIns();
    let unanswered = 0;
    for (let visit = frontier.next(); visit && !this.isFull; visit = frontier.next()) {
      signal.throwIfAborted();
      const visited = await this.visit(visit, known, signal);
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
    if (paths.size === 0 && first) throw new SourceUnreachable(`no start page could be read: ${first.message}`);
    yield { ...page, ...this.cutShort(frontier.isCut) };
  }

  private cutShort(hasMorePages: boolean): Pick<RemotePage, 'cutShort'> {
    const { maxPages, maxTotalMb } = this.settings;
    if (this.isFull) return { cutShort: beyond(`${maxTotalMb} MB`, 'MB at most (maxTotalMb)') };
    return hasMorePages ? { cutShort: beyond(`${maxPages} pages`, 'Pages at most (maxPages)') } : {};
  }

  async fetch({ remoteId }: { remoteId: string }, to: string, signal: AbortSignal): Promise<void> {
    const limitBytes = this.settings.maxFileMb * 1024 * 1024;
    const spooled = this.spooled.get(remoteId);
    if (spooled) return writeLimited(createReadStream(spooled), to, limitBytes, signal);
    if (this.endless.has(remoteId)) throw new EntryTooLarge(this.settings.maxFileMb);
    const reply = await this.client.get(remoteId, {}, signal);
    if (reply.status !== 200 || this.isTooLarge(reply)) {
      reply.body.destroy();
      if (reply.status === 200) throw new EntryTooLarge(this.settings.maxFileMb);
      throw new EntryUnreadable(`the server answered ${reply.status}`);
    }
    await writeLimited(reply.body, to, limitBytes, signal);
  }

  async close(): Promise<void> {
    this.client.close();
  }

  /** One address: what is there, and where it leads. Gone pages are nothing; unreadable ones a problem. */
  private async visit({ url, depth }: Visit, known: KnownEntries, signal: AbortSignal): Promise<Visited> {
    const nothing = { entries: [], links: [] };
    const bytesBefore = this.bytesLeft;
    // What a redirect leads to is a page of its own: met once under its own address, and only where robots.txt lets it be.
    const redirect: { to?: string } = {};
    const note = (to: URL) => {
      if (this.hosts.has(to.host)) redirect.to = withoutFragment(to.href);
      return false;
    };
    try {
      if (!(await this.client.allows(url, signal))) return nothing;
      const before = (await known([url])).get(url);
      const memo = before?.memo as PageMemo | null | undefined;
      const reply = await this.client.get(url, conditionsOf(memo), signal, note);
      if (reply.status === 304 && before && memo) {
        reply.body.destroy();
        const entry = { remoteId: url, path: memo.path, version: before.version, sizeBytes: null, metadata: {} };
        return placed(url, entry, memo.links, memo.canonical ?? null);
      }
      if (reply.status === 200) return await this.read(url, reply, signal);
      reply.body.destroy();
      if (reply.status === 404 || reply.status === 410) return nothing;
      const refusal = new EntryUnreadable(`the server answered ${reply.status}`);
      // Most sites have such pages; whether this one hides anything is for the run to say.
      if (CLOSED.has(reply.status) && !before && depth > 0) return { ...nothing, closed: failureOf(refusal) };
      throw refusal;
    } catch (error) {
      if (signal.aborted) throw error;
      if (this.hasNoRoomFor(error, bytesBefore)) {
        this.isFull = true;
        return nothing;
      }
      if (error instanceof BadRedirect && redirect.to) return { ...nothing, leadsTo: redirect.to };
      // Where a link leads out of the site in the end, there is nothing here; a start page that does so is a mistake.
      if (error instanceof BadRedirect && depth > 0) return nothing;
      return { ...nothing, problem: failureOf(error), isSilent: isSilence(error) };
    }
  }

  private async read(url: string, reply: GuardedReply, signal: AbortSignal): Promise<Visited> {
    const type = (reply.headers['content-type'] ?? '').toLowerCase();
    if (NO_DOCUMENT.test(type)) {
      reply.body.destroy();
      return { entries: [], links: [] };
    }
    const file = join(this.scratch, keyOf(url));
    const isPage = /^(text\/html|application\/xhtml\+xml)/.test(type);
    if (!isPage && this.isTooLarge(reply)) {
      reply.body.destroy();
      return this.outsized(url, reply);
    }
    const limitBytes = Math.min(this.settings.maxFileMb * 1024 * 1024, this.bytesLeft);
    const body = isPage ? await this.pageIn(reply, limitBytes) : null;
    if (body) await writeFile(file, body, { mode: 0o600 });
    else if (!(await this.isSpooled(reply, file, limitBytes, signal))) {
      this.bytesLeft -= limitBytes;
      this.endless.add(url);
      return this.outsized(url, reply);
    }
    const { sha256, size } = await digest(file);
    this.bytesLeft -= size;
    this.spooled.set(url, file);
    const page = body ? linksOf(body.toString('utf8'), reply.url) : { links: [], isIndexed: true, canonical: null };
    const inside = page.links.filter((link) => this.hosts.has(new URL(link).host));
    const isIndexed = page.isIndexed && !saysNoIndex(reply.headers['x-robots-tag']);
    const path = pagePath(url, isPage);
    const { canonical } = page;
    const memo = memoOf(reply, { links: inside, path, canonical });
    const entry = { remoteId: url, path, version: sha256, sizeBytes: size, metadata: {}, memo: { ...memo } };
    return isIndexed ? placed(url, entry, inside, canonical) : { entries: [], links: inside };
  }

  /** What was loaded of a page before it was found to be too large counts, too. */
  private async pageIn(reply: GuardedReply, limitBytes: number): Promise<Buffer> {
    try {
      return await readUpTo(reply, limitBytes);
    } catch (error) {
      if (isOfSize(error)) this.bytesLeft -= limitBytes;
      throw error;
    }
  }

  /** @returns Whether all of it is there: not every server says before how large a file is. */
  private async isSpooled(
    { body }: GuardedReply,
    file: string,
    limitBytes: number,
    signal: AbortSignal,
  ): Promise<boolean> {
    try {
      await writeLimited(body, file, limitBytes, signal);
      return true;
    } catch (error) {
      await rm(file, { force: true });
      if (!(error instanceof EntryTooLarge) || this.hasNoRoomFor(error, this.bytesLeft)) throw error;
      return false;
    }
  }

  /** Not what has no place in this run, but in none. */
  private isTooLarge({ headers }: GuardedReply): boolean {
    return Number(headers['content-length']) > this.settings.maxFileMb * 1024 * 1024;
  }

  /** A file that leads nowhere hides nothing: fetching it says what is wrong with it. */
  private outsized(url: string, reply: GuardedReply): Visited {
    if (saysNoIndex(reply.headers['x-robots-tag'])) return { entries: [], links: [] };
    const path = pagePath(url, false);
    const memo = memoOf(reply, { links: [], path });
    const version = [memo.etag ?? memo.lastModified, reply.headers['content-length'] ?? 'unknown'].join(' ');
    return { entries: [{ remoteId: url, path, version, sizeBytes: null, metadata: {}, memo: { ...memo } }], links: [] };
  }

  /** Whether it is the bytes of the whole run that do not suffice, not those of one file. */
  private hasNoRoomFor(error: unknown, bytesLeft: number): boolean {
    return isOfSize(error) && bytesLeft < this.settings.maxFileMb * 1024 * 1024;
  }
}

const isOfSize = (error: unknown): boolean =>
  ['source.entry_too_large', 'outbound.too_large'].includes(failureOf(error).code);

function beyond(limit: string, setting: string): Failure {
  const message =
    `The site has more than the ${limit} that a run looks at. What lies beyond was not looked at, so nothing was removed. ` +
    `Raise "${setting}", or start deeper in the site.`;
  return { code: 'source.cut_short', message };
}

const nothingYet = (): { entries: RemoteEntry[]; unseen: UnseenPlace[]; closed: UnseenPlace[] } => ({
  ...{ entries: [], unseen: [], closed: [] },
});

/** What an address turned out to be. */
interface Visited {
  readonly entries: RemoteEntry[];
  readonly links: readonly string[];
  readonly problem?: Failure;
  /** Why it is not for this source, which does not hold it. */
  readonly closed?: Failure;
  /** Where it redirects to, or what it calls its own address. */
  readonly leadsTo?: string;
  /** The page itself, where what it leads to is to stand for it. */
  readonly heldBack?: RemoteEntry;
  readonly isSilent?: boolean;
}

/** The same page under another query, by its own word, leaves its place to the one that it names. */
function placed(url: string, entry: RemoteEntry, links: readonly string[], canonical: string | null): Visited {
  if (!isSameButQuery(canonical, url)) return { entries: [entry], links };
  return { entries: [], links, leadsTo: canonical, heldBack: entry };
}

/** Those whose place nobody has yet; it is theirs then. */
function firstUnder(paths: Set<string>, entries: readonly RemoteEntry[]): RemoteEntry[] {
  return entries.filter(({ path }) => !paths.has(path) && paths.add(path));
}

function withoutFragment(url: string): string {
  const plain = new URL(url);
  plain.hash = '';
  return plain.href;
}

async function digest(file: string): Promise<{ sha256: string; size: number }> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const piece of createReadStream(file)) {
    hash.update(piece as Buffer);
    size += (piece as Buffer).length;
  }
  return { sha256: hash.digest('hex'), size };
}
