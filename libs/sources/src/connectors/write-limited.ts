import { open } from 'node:fs/promises';
import { KnowledgeError } from '#knowledge';
import { EntryTooLarge, EntryUnreadable } from '../errors.js';

/**
 * Write a stream into a new file.
 * @param limitBytes Most that is written. @throws EntryTooLarge; EntryUnreadable when the stream breaks.
 */
export async function writeLimited(
  from: AsyncIterable<unknown>,
  to: string,
  limitBytes: number,
  signal: AbortSignal,
): Promise<void> {
  const file = await open(to, 'wx', 0o600);
  try {
    let written = 0;
    for await (const piece of from) {
      signal.throwIfAborted();
      const bytes = piece as Buffer;
      written += bytes.length;
      if (written > limitBytes) throw new EntryTooLarge(Math.round(limitBytes / 1024 / 1024));
      await file.writeFile(bytes);
    }
  } catch (error) {
    if (signal.aborted || error instanceof KnowledgeError || isOfThisDisk(error)) throw error;
    throw new EntryUnreadable('the transfer broke off', error);
  } finally {
    await file.close();
  }
}

const isOfThisDisk = (error: unknown): boolean =>
  ['ENOSPC', 'EDQUOT', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '');
