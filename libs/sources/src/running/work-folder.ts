import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

const TRIAL = 'try-';
/** Settings are tried within seconds. */
const TRIAL_IS_OVER_MS = 3_600_000;

/** Where files lie on their way from a source into the blob store: below one folder, gone after each run. */
export class WorkFolder {
  constructor(private readonly root: string) {}

  /** What a source wants to keep between its runs; what is in it can be made again. */
  async kept(sourceId: string): Promise<string> {
    const folder = join(this.root, 'kept', sourceId);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return folder;
  }

  async forget(sourceId: string): Promise<void> {
    await rm(join(this.root, 'kept', sourceId), { recursive: true, force: true });
  }

  /** An empty folder for the time of a run. */
  forRun<Result>(runId: string, work: (folder: string) => Promise<Result>): Promise<Result> {
    return this.within(runId, work);
  }

  /** An empty folder for trying settings. */
  forTrial<Result>(trialId: string, work: (folder: string) => Promise<Result>): Promise<Result> {
    return this.within(`${TRIAL}${trialId}`, work);
  }

  /**
   * Remove what a killed process left behind, and what this machine keeps of sources that were removed by another one.
   * @param activeRuns Of these runs, those that are not finished. @param sources Of these sources, those that are there.
   */
  async tidy(
    activeRuns: (ids: readonly string[]) => Promise<ReadonlySet<string>>,
    sources: (ids: readonly string[]) => Promise<ReadonlySet<string>>,
  ): Promise<void> {
    // First what is there, then who needs it: what begins meanwhile is not among it.
    const [runs, kept] = [await this.namesIn('runs'), await this.namesIn('kept')];
    const trials = runs.filter((name) => name.startsWith(TRIAL));
    const ofRuns = runs.filter((name) => !name.startsWith(TRIAL));
    const [active, present] = [await activeRuns(ofRuns), await sources(kept)];
    for (const id of ofRuns) if (!active.has(id)) await this.remove('runs', id);
    for (const id of kept) if (!present.has(id)) await this.remove('kept', id);
    for (const name of trials) if (await this.isOver(name)) await this.remove('runs', name);
  }

  private async within<Result>(name: string, work: (folder: string) => Promise<Result>): Promise<Result> {
    const folder = join(this.root, 'runs', name);
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true, mode: 0o700 });
    try {
      return await work(folder);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  private async isOver(trial: string): Promise<boolean> {
    const found = await stat(join(this.root, 'runs', trial)).catch(() => null);
    return found !== null && found.mtimeMs < Date.now() - TRIAL_IS_OVER_MS;
  }

  private async namesIn(part: string): Promise<string[]> {
    return readdir(join(this.root, part)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
  }

  private remove(part: string, name: string): Promise<void> {
    return rm(join(this.root, part, name), { recursive: true, force: true });
  }
}
