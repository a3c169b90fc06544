import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { SettingsOf } from '#contracts';
import { AddressGuard, type Permitted } from '#outbound';
import type { AllowedFolders } from './allowed-folders.js';
import { Connector, type KnownEntries, type RemoteEntry, type RemotePage } from './connector.port.js';
import { SourcePlaceMissing } from '../errors.js';
import { type GitCall, gitFailure, gitText, gitStream, runGit } from './git-program.js';
import { isLeftOut } from './left-out.js';
import { writeLimited } from './write-limited.js';

const PAGE = 500;
const REF = 'refs/chancery/head';

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
    await this.update(signal);
    const folder = this.settings.folder.replace(/^\/+|\/+$/g, '');
    const tree = folder === '' ? REF : `${REF}:${folder}`;
    if (folder !== '') await this.requireFolder(tree, folder, signal);
    let entries: RemoteEntry[] = [];
    let rest = '';
    for await (const piece of gitStream(this.call, ['ls-tree', '-r', '-l', '-z', '--full-tree', tree], signal)) {
      const lines = (rest + (piece as Buffer).toString('utf8')).split('\0');
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
    const blob = gitStream(this.call, ['cat-file', 'blob', version], signal);
    await writeLimited(blob, to, this.settings.maxFileMb * 1024 * 1024, signal);
  }

  async close(): Promise<void> {
    // Git's processes end with what they were asked.
  }

  private async update(signal: AbortSignal): Promise<void> {
    const { repository, url } = this.call;
    if (!existsSync(join(repository, 'HEAD')))
      await runGit({ ...this.call, config: {} }, ['init', '--bare', '--quiet', '--template=', repository], signal);
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
    await runGit(this.call, ['fetch', ...options, '--', url, `${from}:${REF}`], signal).catch((error: unknown) => {
      if (signal.aborted) throw error;
      throw gitFailure(error, branch === '' ? 'default branch' : `branch "${branch}"`);
    });
  }

  private async requireFolder(tree: string, folder: string, signal: AbortSignal): Promise<void> {
    const type = await gitText(this.call, ['cat-file', '-t', tree], signal).catch(() => '');
    if (type.trim() !== 'tree') throw new SourcePlaceMissing(`folder "${folder}"`);
  }
}

/** `<mode> blob <sha> <size>\t<path>`; links (120000) and submodules (commits) are passed over. */
function entryOf(line: string): RemoteEntry[] {
  const found = /^100\d{3} blob ([0-9a-f]{40,64}) +(\d+)\t([^]+)$/.exec(line);
  const [, version, size, path] = found ?? [];
  if (!version || !path || path.split('/').some(isLeftOut)) return [];
  return [{ remoteId: path, path, version, sizeBytes: Number(size), metadata: {} }];
}
