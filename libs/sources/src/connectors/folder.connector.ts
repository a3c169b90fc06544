import { type BigIntStats, constants } from 'node:fs';
import { lstat, open, opendir, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { failureOf, isMisspeltName } from '#knowledge';
import type { SettingsOf, Unreadable } from '#contracts';
import { type AllowedFolders, isWithin } from './allowed-folders.js';
import { Connector, type KnownEntries, type RemoteEntry, type RemotePage } from './connector.port.js';
import { EntryCutOff, EntryUnreadable, SourceUnreachable } from '../errors.js';
import { isLeftOut } from './left-out.js';
import { writeLimited } from './write-limited.js';

const PAGE = 500;

/**
 * A folder of this machine with everything below it. Symbolic links are never followed, not even inwards: what they point to
 * may change after it was looked at. Hidden files and what office programs leave beside open documents are passed over.
 */
export class FolderConnector extends Connector {
  private constructor(
    private readonly root: string,
    private readonly limitBytes: number,
  ) {
    super();
  }

  /** @throws FolderNotAllowed, SourcePlaceMissing */
  static async open(settings: SettingsOf<'folder'>, allowed: AllowedFolders): Promise<FolderConnector> {
    return new FolderConnector(await allowed.realPathOf(settings.path), settings.maxFileMb * 1024 * 1024);
  }

  async *list(_known: KnownEntries, signal: AbortSignal): AsyncIterable<RemotePage> {
    let entries: RemoteEntry[] = [];
    const waiting = [''];
    for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
      signal.throwIfAborted();
      const unseen: RemotePage['unseen'][number][] = [];
      for await (const found of this.entriesOf(folder, unseen)) {
        if ('folder' in found) waiting.push(found.folder);
        else entries.push(found);
        if (entries.length < PAGE) continue;
        yield { entries, unseen: [] };
        entries = [];
      }
      if (unseen.length > 0) yield { entries: [], unseen };
    }
    yield { entries, unseen: [] };
  }

  async fetch({ remoteId }: { remoteId: string }, to: string, signal: AbortSignal): Promise<void> {
    const path = join(this.root, ...remoteId.split('/'));
    // A folder on the way may have become a link since it was listed.
    const folder = await realpath(dirname(path)).catch(closed(remoteId));
    if (!isWithin(this.root, folder) || folder !== dirname(path)) throw new EntryUnreadable({ reason: 'moved_out' });
    const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(
      closed(remoteId),
    );
    try {
      const before = await file.stat({ bigint: true });
      if (!before.isFile()) throw new EntryUnreadable({ reason: 'no_file' });
      await writeLimited(file.createReadStream({ autoClose: false }), to, this.limitBytes, signal).catch(brokenOff);
      // Half of the old and half of the new would be neither.
      if (isChanged(before, await file.stat({ bigint: true }))) throw new EntryUnreadable({ reason: 'changed' });
    } finally {
      await file.close();
    }
  }

  async close(): Promise<void> {
    // Nothing is kept open between two files.
  }

  private async *entriesOf(
    folder: string,
    unseen: RemotePage['unseen'][number][],
  ): AsyncIterable<RemoteEntry | { folder: string }> {
    try {
      const place = join(this.root, ...folder.split('/'));
      const before = await lstat(place, { bigint: true });
      let isAnyGone = false;
      for await (const entry of await opendir(place)) {
        const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
        if (isLeftOut(entry.name)) continue;
        if (entry.isDirectory()) yield { folder: path };
        if (!entry.isFile()) continue;
        const found = await this.entryOf(path);
        isAnyGone ||= found.length === 0;
        yield* found;
      }
      // Files that went while their folder was read may have gone with it: under its new name they are still there.
      if (isAnyGone && !isSame(before, await lstat(place, { bigint: true }))) throw new Replaced();
    } catch (error) {
      const why =
        error instanceof Replaced ? { reason: 'replaced' as const } : whyClosed('folder_closed', folder, error);
      if (folder === '') throw new SourceUnreachable(why, error);
      const failure = failureOf(new EntryUnreadable(why));
      unseen.push({ path: folder, ...failure });
    }
  }

  /** None for a file that went a moment ago. */
  private async entryOf(path: string): Promise<RemoteEntry[]> {
    const found = await lstat(join(this.root, ...path.split('/'))).catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT') return null;
      throw error;
    });
    // Under a name that is no UTF-8 it can't be opened: fetching it says so, rather than nobody.
    if (!found && isMisspeltName(path)) return [{ remoteId: path, path, version: '', sizeBytes: null, metadata: {} }];
    if (!found) return [];
    const { size, mtimeMs, ctimeMs, ino } = found;
    const version = [size, Math.round(mtimeMs * 1000), Math.round(ctimeMs * 1000), ino].join('-');
    return [{ remoteId: path, path, version, sizeBytes: size, metadata: {} }];
  }
}

const isChanged = (before: BigIntStats, after: BigIntStats): boolean =>
  before.size !== after.size || before.mtimeNs !== after.mtimeNs || before.ctimeNs !== after.ctimeNs;

/** Another folder stands where the one that was read stood. */
class Replaced extends Error {}

const isSame = (before: BigIntStats, after: BigIntStats): boolean =>
  before.ino === after.ino && before.dev === after.dev;

const codeOf = (error: unknown): string => String((error as NodeJS.ErrnoException).code ?? 'unknown');

const whyClosed = (reason: 'file_closed' | 'folder_closed', path: string, error: unknown): Unreadable =>
  isMisspeltName(path) && codeOf(error) === 'ENOENT' ? { reason: 'name_not_utf8' } : { reason, word: codeOf(error) };

const closed =
  (path: string) =>
  (error: unknown): never => {
    throw new EntryUnreadable(whyClosed('file_closed', path, error), error);
  };

/** A disk that can't give one file (EIO, EBUSY) says nothing about the others. */
function brokenOff(error: unknown): never {
  if (!(error instanceof EntryCutOff)) throw error;
  throw new EntryUnreadable({ reason: 'reading_broke_off', word: codeOf(error.cause) }, error.cause);
}
