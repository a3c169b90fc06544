import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type GuardedReply, readUpTo } from '#outbound';
import { keyOf } from '../item.repository.js';
import { EntryTooLarge } from '../errors.js';
import { linksOf, saysNoIndex } from './page-links.js';
import { memoOf } from './page-memo.js';
import { pagePath } from './page-path.js';
import { type RunBytes, isOfSize } from './run-bytes.js';
import { NOTHING, type Visited, placed } from './visited.js';
import { writeLimited } from './write-limited.js';

/** What pages carry that is no document; everything else is offered to the library, which knows what it reads. */
const NO_DOCUMENT =
  /^(image|video|audio|font)\/|^(text\/css|text\/javascript|application\/(javascript|json|wasm|manifest\+json|rss\+xml|atom\+xml))/;
const PAGE = /^(text\/html|application\/xhtml\+xml)/;

/** Reads what a site sends for its links and its hash, and keeps it until it is taken in. */
export class PageSpool {
  private readonly files = new Map<string, string>();
  /** Files that were found to be too large only while they were loaded; they are not asked for again. */
  private readonly endless = new Set<string>();

  /**
   * @param scratch An empty folder for the time of the run.
   * @param hosts Those of the site; links to others are left out.
   * @param mostOfOne Largest file, in bytes.
   */
  constructor(
    private readonly scratch: string,
    private readonly hosts: ReadonlySet<string>,
    private readonly mostOfOne: number,
    private readonly bytes: RunBytes,
  ) {}

  /** The file that holds what an address sent in this run. @throws EntryTooLarge where that did not end */
  fileOf(url: string): string | undefined {
    if (this.endless.has(url)) throw new EntryTooLarge(this.mostOfOne / 1024 / 1024);
    return this.files.get(url);
  }

  /** Whether a file says that it is too large. Not what has no place in this run, but in none. */
  isTooLarge({ headers }: GuardedReply): boolean {
    return Number(headers['content-length']) > this.mostOfOne;
  }

  /** Take in a reply with status 200. @throws what reading it throws; that it is too large where it is a page, or the run has no room for it */
  async take(url: string, reply: GuardedReply, signal: AbortSignal): Promise<Visited> {
    const type = (reply.headers['content-type'] ?? '').toLowerCase();
    const isPage = PAGE.test(type);
    if (NO_DOCUMENT.test(type) || (!isPage && this.isTooLarge(reply))) {
      reply.body.destroy();
      return NO_DOCUMENT.test(type) ? NOTHING : outsized(url, reply);
    }
    const file = join(this.scratch, keyOf(url));
    if (isPage) return this.takePage(url, reply, file);
    if (!(await this.isWhole(reply, file, signal))) {
      this.endless.add(url);
      return outsized(url, reply);
    }
    return this.kept(url, reply, file);
  }

  private async takePage(url: string, reply: GuardedReply, file: string): Promise<Visited> {
    let body: Buffer = Buffer.alloc(0);
    await this.bytes.spend(async (limitBytes) => (body = await readUpTo(reply, limitBytes)).length);
    await writeFile(file, body, { mode: 0o600 });
    return this.kept(url, reply, file, linksOf(body.toString('utf8'), reply.url));
  }

  /** @returns Whether all of a file is there: not every server says before how large it is. */
  private async isWhole({ body }: GuardedReply, file: string, signal: AbortSignal): Promise<boolean> {
    try {
      await this.bytes.spend(async (limitBytes) => {
        await writeLimited(body, file, limitBytes, signal);
        return (await stat(file)).size;
      });
      return true;
    } catch (error) {
      await rm(file, { force: true });
      if (!isOfSize(error) || this.bytes.areSpent) throw error;
      return false;
    }
  }

  private async kept(
    url: string,
    reply: GuardedReply,
    file: string,
    page?: ReturnType<typeof linksOf>,
  ): Promise<Visited> {
    const { sha256, size } = await digest(file);
    this.files.set(url, file);
    const { links, isIndexed, canonical } = page ?? { links: [], isIndexed: true, canonical: null };
    const inside = links.filter((link) => this.hosts.has(new URL(link).host));
    if (!isIndexed || saysNoIndex(reply.headers['x-robots-tag'])) return { entries: [], links: inside };
    const path = pagePath(url, page !== undefined);
    const memo = memoOf(reply, { links: inside, path, canonical });
    const entry = { remoteId: url, path, version: sha256, sizeBytes: size, metadata: {}, memo: { ...memo } };
    return placed(url, entry, inside, canonical);
  }
}

/** A file that leads nowhere hides nothing: fetching it says what is wrong with it. */
function outsized(url: string, reply: GuardedReply): Visited {
  if (saysNoIndex(reply.headers['x-robots-tag'])) return NOTHING;
  const path = pagePath(url, false);
  const memo = memoOf(reply, { links: [], path });
  const version = [memo.etag ?? memo.lastModified, reply.headers['content-length'] ?? 'unknown'].join(' ');
  return { entries: [{ remoteId: url, path, version, sizeBytes: null, metadata: {}, memo: { ...memo } }], links: [] };
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
