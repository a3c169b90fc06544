import { existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import type { SettingsOf } from '#contracts';
import { AddressGuard, type Permitted } from '#outbound';
import type { AllowedFolders } from './allowed-folders.js';
import { Connector, type KnownEntries, type RemoteEntry, type RemotePage } from './connector.port.js';
import { EntryUnreadable, SourcePlaceMissing, SourceUnreachable } from '../errors.js';
import { type GitCall, gitFailure, gitText, gitStream, isOwnDamage, runGit } from './git-program.js';
import { isLeftOut } from './left-out.js';
import { writeLimited } from './write-limited.js';

const PAGE = 500;
const REF = 'refs/chancery/head';
const TIDYING = { 'gc.auto': '2000', 'gc.autoPackLimit': '20', 'gc.autoDetach': 'false', 'pack.threads': '1' };
const LFS_POINTER = 'version https://git-lfs.github.com/spec/v1\n';

/**
 * The files of one branch of a Git repository, below a folder. The newest commit alone is fetched, into a bare repository of the
 * service's own: nothing is checked out, so no hook, filter or submodule ever runs, and links in the tree are not followed.
 */
export class GitConnector extends Connector {
  private constructor(
    private readonly settings: SettingsOf<'git'>,
    private readonly call: GitCall,
  ) {
    super();
  }

  /** Of this run. */
  private updated: Promise<void> | null = null;

  /** @param around `kept`: a folder that stays between runs, so that only what is new is fetched. @throws FolderNotAllowed, AddressRefused */
  static async open(
    settings: SettingsOf<'git'>,
    permitted: Permitted,
    { secret, allowed, kept }: { secret: string | null; allowed: AllowedFolders; kept: string },
  ): Promise<GitConnector> {
    const repository = join(kept, 'repository.git');
    const { url, username } = settings;
    if (url.startsWith('/'))
      return new GitConnector(settings, {
        repository,
        url: await allowed.realPathOf(url),
        config: { 'protocol.file.allow': 'always' },
      });
    const { hostname, port, protocol } = new URL(url);
    const [{ address, family }] = await new AddressGuard(permitted).resolve(hostname);
    const at = `${hostname}:${port || (protocol === 'https:' ? 443 : 80)}:${family === 6 ? `[${address}]` : address}`;
    const login = Buffer.from(`${username || 'git'}:${secret ?? ''}`).toString('base64');
    return new GitConnector(settings, {
      ...{ repository, url },
      config: {
        [`protocol.${protocol.slice(0, -1)}.allow`]: 'always',
        // The address that was looked at is the one that is gone to, and no redirect leads elsewhere.
        ...{ 'http.curloptResolve': at, 'http.followRedirects': 'false', 'http.proxy': '' },
        ...(secret ? { 'http.extraHeader': `Authorization: Basic ${login}` } : {}),
      },
    });
  }

  async *list(_known: KnownEntries, signal: AbortSignal): AsyncIterable<RemotePage> {
    await (this.updated = this.update(signal));
    const folder = this.settings.folder.replace(/^\/+|\/+$/g, '');
    const tree = folder === '' ? REF : `${REF}:${folder}`;
    if (folder !== '') await this.requireFolder(tree, folder, signal);
    let entries: RemoteEntry[] = [];
    let rest = '';
    // A piece may end within a character.
    const decoder = new StringDecoder('utf8');
    for await (const piece of gitStream(this.call, ['ls-tree', '-r', '-l', '-z', '--full-tree', tree], signal)) {
      const lines = (rest + decoder.write(piece as Buffer)).split('\0');
      rest = lines.pop() ?? '';
      entries.push(...lines.flatMap(entryOf));
      if (entries.length < PAGE) continue;
      yield { entries, unseen: [] };
      entries = [];
    }
    yield { entries, unseen: [] };
  }

  /** Blobs are named by what they hold, so one that was listed can be had as long as the repository is kept. */
  async fetch({ version }: { version: string }, to: string, signal: AbortSignal): Promise<void> {
    // A run that another worker listed may be gone on with by one that has nothing yet.
    await (this.updated ??= this.update(signal));
    const blob = gitStream(this.call, ['cat-file', 'blob', version], signal);
    await writeLimited(blob, to, this.settings.maxFileMb * 1024 * 1024, signal);
    if (await isLfsPointer(to)) throw new EntryUnreadable({ reason: 'lfs' });
  }

  async close(): Promise<void> {
    // Git's processes end with what they were asked.
  }

  /**
   * What a killed Git left in the repository, or a damaged disk, must not end a source for good: it is made anew then, beside.
   * A server that can't be reached is no reason: all would be fetched again.
   */
  private async update(signal: AbortSignal): Promise<void> {
    const { repository } = this.call;
    const isKept = existsSync(join(repository, 'HEAD'));
    const anew = { ...this.call, repository: `${repository}.anew` };
    const clear = () => rm(anew.repository, { recursive: true, force: true });
    await clear();
    await this.bringUp(this.call, signal).catch(async (error: unknown) => {
      if (!isKept || !(error instanceof SourceUnreachable) || !isOwnDamage(error.cause)) throw error;
      try {
        await this.bringUp(anew, signal);
        await rm(repository, { recursive: true, force: true });
        await rename(anew.repository, repository);
      } finally {
        await clear();
      }
    });
  }

  private async bringUp(call: GitCall, signal: AbortSignal): Promise<void> {
    const { repository, url } = call;
    if (!existsSync(join(repository, 'HEAD')))
      await runGit({ ...call, config: {} }, ['init', '--bare', '--quiet', '--template=', repository], signal);
    const { branch } = this.settings;
    const from = branch === '' ? 'HEAD' : `refs/heads/${branch}`;
    const options = [
      '--depth=1',
      '--no-tags',
      '--force',
      '--no-recurse-submodules',
      '--no-auto-maintenance',
      '--quiet',
    ];
    await runGit(call, ['fetch', ...options, '--', url, `${from}:${REF}`], signal).catch((error: unknown) => {
      if (signal.aborted) throw error;
      throw gitFailure(error, branch);
    });
    // Older commits go once there are enough of them, and not what a run that is gone on with may have listed. Where that fails,
    // there is only more to keep.
    await runGit({ ...call, config: TIDYING }, ['gc', '--auto', '--quiet', '--prune=2.weeks.ago'], signal).catch(() => {
      signal.throwIfAborted();
    });
  }

  private async requireFolder(tree: string, folder: string, signal: AbortSignal): Promise<void> {
    const type = await gitText(this.call, ['cat-file', '-t', tree], signal).catch(() => '');
    if (type.trim() !== 'tree') throw new SourcePlaceMissing('folder', folder);
  }
}

/** `<mode> blob <sha> <size>\t<path>`; links (120000) and submodules (commits) are passed over. */
function entryOf(line: string): RemoteEntry[] {
  const found = /^100\d{3} blob ([0-9a-f]{40,64}) +(\d+)\t([^]+)$/.exec(line);
  const [, version, size, path] = found ?? [];
  if (!version || !path || path.split('/').some(isLeftOut)) return [];
  return [{ remoteId: path, path, version, sizeBytes: Number(size), metadata: {} }];
}

async function isLfsPointer(file: string): Promise<boolean> {
  const opened = await open(file);
  try {
    const { buffer, bytesRead } = await opened.read(Buffer.alloc(LFS_POINTER.length), 0, LFS_POINTER.length, 0);
    return buffer.toString('latin1', 0, bytesRead) === LFS_POINTER;
  } finally {
    await opened.close();
  }
}
