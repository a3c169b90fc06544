import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '#config';

/** Folder of the runtime's binaries, one package for each platform and kind of accelerator. */
const PACKAGES = join(projectRoot(), 'node_modules', '@node-llama-cpp');
const PROCESSOR = 'linux-x64';
/** What `npm run cpu:native` leaves beside the file that it compiled anew. */
const REPLACED = '.so.original';

/**
 * Whether models run on the processor backend of the package for Linux on x64 as it comes, whose F16 kernel is slow (ADR 0013). Not where
 * it was compiled anew, nor where a GPU's package is installed beside it, since models then run there.
 * @param folder For tests.
 */
export function isSlowInF16(folder = PACKAGES): boolean {
  const packages = namesIn(folder);
  const hasGpu = packages.some((name) => name.startsWith(`${PROCESSOR}-`));
  const files = namesIn(join(folder, PROCESSOR, 'bins', PROCESSOR));
  return !hasGpu && files.length > 0 && !files.some((name) => name.endsWith(REPLACED));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
