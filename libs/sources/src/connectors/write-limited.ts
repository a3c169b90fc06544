import { open } from 'node:fs/promises';
import { KnowledgeError, isDiskFull } from '#knowledge';
import { EntryCutOff, EntryTooLarge } from '../errors.js';

/** A server that sends nothing for so long has gone. */
const SILENCE_MS = 60_000;

/** Pieces of bytes, from something that may be ended from outside, as every `Readable` may. */
export type Incoming = AsyncIterable<unknown> & { destroy?(error: Error): unknown };

/**
 * Write a stream into a new file.
 * @param limitBytes Most that is written. @param silenceMs Longest wait for the next piece.
 * @throws EntryTooLarge; EntryCutOff when the stream breaks, or falls silent.
 */
export async function writeLimited(
  from: Incoming,
  to: string,
  limitBytes: number,
  signal: AbortSignal,
  silenceMs = SILENCE_MS,
): Promise<void> {
  const file = await open(to, 'wx', 0o600);
  const end = () => void from.destroy?.(new Error('no sign of life'));
  const silence = setTimeout(end, silenceMs);
  signal.addEventListener('abort', end, { once: true });
  try {
    let written = 0;
    for await (const piece of from) {
      signal.throwIfAborted();
      silence.refresh();
      const bytes = piece as Buffer;
      written += bytes.length;
      if (written > limitBytes) throw new EntryTooLarge(Math.round(limitBytes / 1024 / 1024));
      await file.writeFile(bytes);
    }
  } catch (error) {
    if (signal.aborted || error instanceof KnowledgeError || isDiskFull(error)) throw error;
    throw new EntryCutOff({ reason: 'broke_off' }, error);
  } finally {
    clearTimeout(silence);
    signal.removeEventListener('abort', end);
    await file.close();
  }
}
