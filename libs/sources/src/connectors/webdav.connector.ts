import type { Readable } from 'node:stream';
import { failureOf } from '#knowledge';
import type { SettingsOf, Unreadable } from '#contracts';
import { AddressGuard, type GuardedAgents, type Permitted, guardedAgents, refusalIn } from '#outbound';
import { AuthType, type FileStat, type WebDAVClient, createClient } from 'webdav';
import { EntryCutOff, EntryUnreadable, SourcePlaceMissing, SourceSignInRefused, SourceUnreachable } from '../errors.js';
import { Connector, type KnownEntries, type RemoteEntry, type RemotePage } from './connector.port.js';
import { wordOf } from './failure-word.js';
import { isLeftOut } from './left-out.js';
import { writeLimited } from './write-limited.js';

/** For one folder; a server writes out many thousand files in that time. */
const LIST_WITHIN_MS = 120_000;
/** The head of an answer that is a file. */
const ANSWER_WITHIN_MS = 60_000;

/** A folder of a WebDAV server (Nextcloud, SharePoint, Apache …) with everything below it, folder by folder. */
export class WebdavConnector extends Connector {
  private readonly guard: AddressGuard;
  private readonly agents: GuardedAgents;
  private readonly client: WebDAVClient;

  constructor(
    private readonly settings: SettingsOf<'webdav'>,
    secret: string | null,
    permitted: Permitted,
  ) {
    super();
    const { url, username } = settings;
    this.guard = new AddressGuard(permitted);
    this.agents = guardedAgents(this.guard);
    this.client = createClient(url, {
      ...(username || secret
        ? { authType: AuthType.Auto, username, password: secret ?? '' }
        : { authType: AuthType.None }),
      ...{ httpAgent: this.agents.http, httpsAgent: this.agents.https },
    });
  }

  private get root(): string {
    return `/${this.settings.folder}`.replace(/\/+$/, '') || '/';
  }

  async *list(_known: KnownEntries, signal: AbortSignal): AsyncIterable<RemotePage> {
    // The client's own error would not say that it is the address that is refused.
    await this.guard.resolve(new URL(this.settings.url).hostname);
    const { root } = this;
    const waiting = [root];
    for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
      signal.throwIfAborted();
      const found = await this.filesOf(folder, folder === root, signal);
      if ('unseen' in found) {
        yield { entries: [], unseen: [found.unseen] };
        continue;
      }
      const kept = found.files.filter(({ basename }) => !isLeftOut(basename));
      waiting.push(...kept.filter(({ type }) => type === 'directory').map(({ filename }) => filename));
      const files = kept.filter(({ type }) => type === 'file');
      yield { entries: files.map((file) => entryOf(file, root)), unseen: [] };
    }
  }

  async fetch({ remoteId }: { remoteId: string }, to: string, signal: AbortSignal): Promise<void> {
    const ending = new AbortController();
    try {
      const body = await this.bodyOf(remoteId, ending, signal);
      await writeLimited(body, to, this.settings.maxFileMb * 1024 * 1024, signal);
    } finally {
      ending.abort();
    }
  }

  async close(): Promise<void> {
    this.agents.close();
  }

  /** Not the client's own stream: it emits what goes wrong before anybody listens, and keeps quiet about an answer that breaks off. */
  private async bodyOf(remoteId: string, ending: AbortController, signal: AbortSignal): Promise<Readable> {
    const silence = setTimeout(() => ending.abort(), ANSWER_WITHIN_MS);
    try {
      const asked = { method: 'GET', signal: AbortSignal.any([signal, ending.signal]) };
      const reply = (await this.client.customRequest(remoteId, asked)) as unknown as { status: number; body: Readable };
      // A refusal comes back as a reply where the server asks for a digest.
      if (reply.status === 200) return reply.body;
      throw Object.assign(new Error('no file'), { status: reply.status });
    } catch (error) {
      if (signal.aborted) throw error;
      const { status } = error as { status?: number };
      if (isClosed(status)) await this.requireEntrance(signal);
      throw refusalIn(error) ?? new (status === undefined ? EntryCutOff : EntryUnreadable)(whyOf(error), error);
    } finally {
      clearTimeout(silence);
    }
  }

  /**
   * One file may be closed by itself; where the folder is as well, the password is of no use any more, to no file.
   * @throws SourceSignInRefused
   */
  private async requireEntrance(signal: AbortSignal): Promise<void> {
    const patience = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]);
    await this.client.stat(this.root, { signal: patience }).catch((error: unknown) => {
      if (isClosed((error as { status?: number }).status)) throw new SourceSignInRefused(error);
    });
  }

  private async filesOf(
    folder: string,
    isRoot: boolean,
    signal: AbortSignal,
  ): Promise<{ files: FileStat[] } | { unseen: RemotePage['unseen'][number] }> {
    try {
      const patience = AbortSignal.any([signal, AbortSignal.timeout(LIST_WITHIN_MS)]);
      return { files: await this.client.getDirectoryContents(folder, { details: false, signal: patience }) };
    } catch (error) {
      if (signal.aborted) throw error;
      const refusal = refusalIn(error);
      if (refusal) throw refusal;
      const { status } = error as { status?: number };
      if (status === 401) throw new SourceSignInRefused(error);
      if (isRoot && status === 403) throw new SourceSignInRefused(error);
      if (isRoot && status === 404) throw new SourcePlaceMissing('folder');
      // One folder that is closed or broken hides no more than itself; a server that is gone hides all.
      if (isRoot || status === undefined) throw new SourceUnreachable(whyOf(error), error);
      const failure = failureOf(new EntryUnreadable(whyOf(error)));
      return { unseen: { path: folder.replace(/^\//, ''), ...failure } };
    }
  }
}

const isClosed = (status: number | undefined): boolean => status === 401 || status === 403;

function entryOf({ filename, size, etag, lastmod }: FileStat, root: string): RemoteEntry {
  const path = filename.slice(root === '/' ? 1 : root.length + 1);
  return { remoteId: filename, path, version: `${etag ?? lastmod}-${size}`, sizeBytes: size, metadata: {} };
}

function whyOf(error: unknown): Unreadable {
  const { status } = error as { status?: unknown };
  return typeof status === 'number' ? { reason: 'answered', status } : wordOf(error, 'silent');
}
