import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bareEmbedder, starterFile } from './bare-embedder.js';

export const STARTER_DIMENSIONS = 256;
const CACHE = join(tmpdir(), 'chancery-bench-vectors');

/** Unit vectors of the starter embedder, in order, computed once per machine, model and list of texts (about 2 ms a text). */
export async function embedCached(texts: readonly string[]): Promise<Float32Array[]> {
  mkdirSync(CACHE, { recursive: true });
  const file = join(
    CACHE,
    `${createHash('sha256').update(readFileSync(starterFile())).update(texts.join('\0')).digest('hex').slice(0, 32)}.f32`,
  );
  if (!existsSync(file)) writeFileSync(file, await embed(texts));
  const bytes = readFileSync(file);
  const all = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  return texts.map((_, i) => all.subarray(i * STARTER_DIMENSIONS, (i + 1) * STARTER_DIMENSIONS));
}

async function embed(texts: readonly string[]): Promise<Uint8Array> {
  const embedder = await bareEmbedder();
  const all = new Float32Array(texts.length * STARTER_DIMENSIONS);
  for (const [i, text] of texts.entries()) all.set(await embedder.embed(text), i * STARTER_DIMENSIONS);
  await embedder.dispose();
  return new Uint8Array(all.buffer);
}
