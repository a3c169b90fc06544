import { open } from 'node:fs/promises';
import type { ContentFault } from './content-fault.js';
import type { StoredModel } from './stored-model.js';

/**
 * What can be wrong with a model's file: it is not there, can't be read, holds something else than was recorded, or a model that is of
 * no use here.
 */
export type FileFault = 'missing' | 'unreadable' | 'damaged' | ContentFault;

/**
 * What is wrong with a file, looked at from outside.
 * @param recalled SHA-256 of the file as it is now where somebody has read it, else null.
 */
export async function fileFault(
  { path, sizeBytes, sha256 }: Pick<StoredModel, 'path' | 'sizeBytes' | 'sha256'>,
  recalled: (path: string) => Promise<string | null>,
): Promise<FileFault | null> {
  try {
    const file = await open(path, 'r');
    const found = await file.stat().finally(() => file.close());
    if (!found.isFile()) return 'missing';
    // Catalogues may leave the size out.
    if (sizeBytes > 0 && found.size !== sizeBytes) return 'damaged';
    const content = await recalled(path);
    return content === null || content === sha256 ? null : 'damaged';
  } catch (error) {
    const reason = reasonOf(error);
    if (!reason) throw error;
    return reason === 'ENOENT' ? 'missing' : 'unreadable';
  }
}

/** Why the operating system gave no file, like EACCES; undefined for any other error. */
export function reasonOf(error: unknown): string | undefined {
  const { syscall, code } = error as NodeJS.ErrnoException;
  return syscall === undefined ? undefined : code;
}
