import { statfs } from 'node:fs/promises';
import { ModelDiskFull } from '../model-errors.js';

/** Left free for everything else that writes there: a full disk stops the database. */
const RESERVE_BYTES = 64 * 1024 ** 2;

/** Bytes that may still be written in a folder. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return Number(bavail) * Number(bsize);
}

/** @throws ModelDiskFull */
export async function requireRoom(folder: string, bytes: number): Promise<void> {
  const free = await freeBytes(folder);
  if (bytes + RESERVE_BYTES > free) throw new ModelDiskFull(bytes + RESERVE_BYTES, free);
}

/** A failure to write, as ours where the disk is full; anything else as it is. */
export async function asDiskFull(error: unknown, folder: string, needsBytes: number | null): Promise<unknown> {
  const isFull = ['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? '');
  return isFull ? new ModelDiskFull(needsBytes, await freeBytes(folder), { cause: error }) : error;
}
