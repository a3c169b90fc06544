import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isLocked } from '#lock-file';
import { storePatience } from './store-patience.js';

/** What a file that is being imported is called; downloads, which can be continued, have other names. */
const IMPORTED = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.part$/;

/** The lock that whoever writes a part holds, from before the part is there. */
export const lockOf = (part: string): string => `${part}.lock`;

/**
 * Remove what imports left behind whose process was killed: gigabytes that nobody can go on with. Those under way stay. Writes nothing, as
 * the disk may be full.
 */
export async function removeLeftParts(folder: string): Promise<void> {
  for (const name of (await readdir(folder)).filter((each) => IMPORTED.test(each))) {
    const part = join(folder, name);
    if (await isLocked(lockOf(part), storePatience(0))) continue;
    for (const file of [part, lockOf(part)]) await rm(file, { force: true });
  }
}
