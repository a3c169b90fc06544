import { realpath } from 'node:fs/promises';
import { isAbsolute, relative, resolve } from 'node:path';
import { FolderNotAllowed, SourcePlaceMissing } from '../errors.js';

/**
 * The folders of this machine that sources may read, as whoever runs the server named them. A folder on the server holds what
 * people who manage sources could not read otherwise, so none is open unless it is named.
 */
export class AllowedFolders {
  /** @param closed Folders that stay closed even inside an allowed one: the service's own data. */
  constructor(
    readonly roots: readonly string[],
    private readonly closed: readonly string[],
  ) {}

  /**
   * The real path of a folder, symbolic links resolved.
   * @throws FolderNotAllowed, also for one that does not exist outside the allowed ones; SourcePlaceMissing.
   */
  async realPathOf(path: string): Promise<string> {
    const roots = await realPaths(this.roots);
    const real = await realpath(path).catch(() => null);
    // Whether something exists outside the allowed folders is not told.
    if (!roots.some((root) => isWithin(root, real ?? resolve(path)))) throw new FolderNotAllowed();
    if (!real) throw new SourcePlaceMissing('folder');
    for (const closed of await realPaths(this.closed))
      if (isWithin(closed, real) || isWithin(real, closed)) throw new FolderNotAllowed();
    return real;
  }
}

/** Whether a path is a folder or lies below it. Both absolute and real. */
export function isWithin(folder: string, path: string): boolean {
  const inside = relative(folder, path);
  return inside === '' || (inside !== '..' && !inside.startsWith(`..${SEPARATOR}`) && !isAbsolute(inside));
}

const SEPARATOR = process.platform === 'win32' ? '\\' : '/';

/** Those that exist. */
async function realPaths(paths: readonly string[]): Promise<string[]> {
  const found = await Promise.all(paths.map((path) => realpath(path).catch(() => null)));
  return found.filter((path) => path !== null);
}
