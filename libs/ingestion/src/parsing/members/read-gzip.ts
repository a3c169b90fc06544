import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { DocumentCorrupt } from '../parse-errors.js';

/**
 * The bytes inside a gzip file.
 * @throws DocumentCorrupt when read on at the place of the damage
 */
export async function* gunzipped(path: string): AsyncGenerator<Buffer> {
  const source = createReadStream(path);
  const unpacking = createGunzip();
  source.on('error', (error) => unpacking.destroy(error));
  try {
    for await (const piece of source.pipe(unpacking)) yield piece as Buffer;
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 120) : 'unknown reason';
    throw new DocumentCorrupt('gzip file', reason, { cause: error });
  } finally {
    source.destroy();
    unpacking.destroy();
  }
}
