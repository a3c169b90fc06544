import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

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

  /** An empty folder for the time of some work. */
  async within<Result>(name: string, work: (folder: string) => Promise<Result>): Promise<Result> {
    const folder = join(this.root, 'runs', name);
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true, mode: 0o700 });
    try {
      return await work(folder);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}
