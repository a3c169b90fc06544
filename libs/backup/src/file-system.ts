import { BackupFolderFull, BackupFolderUnusable } from './errors.js';

const FULL = ['ENOSPC', 'EDQUOT', 'EFBIG'];
const UNUSABLE = ['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR', 'EIO', 'ESTALE', 'ENODEV', 'ELOOP', 'ENAMETOOLONG'];

/** What the file system says, as an error of this room; everything else is thrown on as it is. */
export function folderError(folder: string, error: unknown): unknown {
  const { code = '', path } = error as NodeJS.ErrnoException;
  if (FULL.includes(code)) return new BackupFolderFull(folder, error);
  const isOurs = path === undefined || path.startsWith(folder);
  return UNUSABLE.includes(code) && isOurs ? new BackupFolderUnusable(folder, error) : error;
}
