import { statfs } from 'node:fs/promises';

const LEAST_FREE_BYTES = 1024 ** 3;

/** The room that is left on the disk of a folder. */
export class FreeSpace {
  constructor(private readonly folder: string) {}

  /** How much there is, and whether it will do for the next uploads. */
  async look(): Promise<{ readonly ok: boolean; readonly detail: string }> {
    const { bavail, bsize } = await statfs(this.folder);
    const free = Number(bavail) * Number(bsize);
    const gigabytes = `${(free / 1024 ** 3).toFixed(1)} GB free`;
    const ok = free >= LEAST_FREE_BYTES;
    return { ok, detail: ok ? gigabytes : `${gigabytes}: uploads will soon fail; free some space` };
  }
}
