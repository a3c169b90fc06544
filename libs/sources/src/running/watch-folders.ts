import { Injectable, Logger } from '@nestjs/common';
import { type FSWatcher, watch } from 'chokidar';
import { failureOf } from '#knowledge';
import { AllowedFolders } from '../connectors/allowed-folders.js';
import { isLeftOut } from '../connectors/left-out.js';
import { RunRepository } from '../run.repository.js';
import { type Source, SourceRepository } from '../source.repository.js';
import { StartRun } from './start-run.js';

/** Changes come in bursts: a folder must be quiet for so long. */
const QUIET_MS = 2_000;

interface Watched {
  readonly path: string;
  readonly watcher: FSWatcher;
  /** Milliseconds since 1970 of the newest change that no run is known to have looked at. */
  changedAt: number;
  timer: NodeJS.Timeout | null;
}

/**
 * Begins a run as soon as something changes in a watched folder, and when the watch begins, for what changed before. Every
 * worker watches, so that a change is noticed while any of them lives; the first one to say so begins the run.
 */
@Injectable()
export class WatchFolders {
  private readonly logger = new Logger('sources');
  private readonly watched = new Map<string, Watched>();

  constructor(
    private readonly sources: SourceRepository,
    private readonly runs: RunRepository,
    private readonly allowed: AllowedFolders,
    private readonly start: StartRun,
  ) {}

  /** Watch what is to be watched now, and nothing else. */
  async refresh(): Promise<void> {
    const wanted = new Map((await this.sources.all()).flatMap((source) => watchable(source)));
    for (const [id, { path }] of this.watched) if (wanted.get(id) !== path) await this.unwatch(id);
    for (const [id, path] of wanted) if (!this.watched.has(id)) await this.begin(id, path);
  }

  async close(): Promise<void> {
    for (const id of [...this.watched.keys()]) await this.unwatch(id);
  }

  private async begin(id: string, path: string): Promise<void> {
    // A folder that can't be watched now is tried again at the next refresh; its runs say what is wrong with it.
    const real = await this.allowed.realPathOf(path).catch(() => null);
    if (!real) return;
    const ignored = (each: string) => each !== real && isLeftOut(each.slice(each.lastIndexOf('/') + 1));
    const watcher = watch(real, { ignoreInitial: true, followSymlinks: false, ignored });
    const watched: Watched = { path, watcher, changedAt: 0, timer: null };
    this.watched.set(id, watched);
    watcher.on('all', () => this.changed(id, watched)).on('ready', () => this.changed(id, watched));
    watcher.on('error', (error) => this.logger.warn(`watching a folder of source ${id}: ${failureOf(error).message}`));
  }

  private changed(id: string, watched: Watched): void {
    watched.changedAt = Date.now();
    this.lookSoon(id, watched);
  }

  private lookSoon(id: string, watched: Watched): void {
    if (watched.timer) clearTimeout(watched.timer);
    watched.timer = setTimeout(() => void this.runSoon(id, watched), QUIET_MS);
  }

  /** A run that is under way may have passed the change by already, so another one follows it. */
  private async runSoon(id: string, watched: Watched): Promise<void> {
    watched.timer = null;
    try {
      if (await this.runs.coversChange(id, Date.now() - watched.changedAt)) return;
      const begun = await this.start.begin(id, 'change', null);
      if (!begun && this.watched.get(id) === watched) this.lookSoon(id, watched);
    } catch (error) {
      this.logger.warn(`source ${id}: ${failureOf(error).message}`);
    }
  }

  private async unwatch(id: string): Promise<void> {
    const watched = this.watched.get(id);
    this.watched.delete(id);
    if (watched?.timer) clearTimeout(watched.timer);
    await watched?.watcher.close();
  }
}

function watchable({ id, config, isPaused }: Source): [string, string][] {
  if (isPaused || config.kind !== 'folder' || !config.settings.watch) return [];
  return [[id, config.settings.path]];
}
