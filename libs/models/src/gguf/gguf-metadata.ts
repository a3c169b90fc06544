import { open } from 'node:fs/promises';
import { HeaderCursor } from './header-cursor.js';

/** What the header of a GGUF file says. Arrays are given by their length only. */
export interface GgufMetadata {
  readonly version: number;
  readonly values: ReadonlyMap<string, string | number | boolean>;
  readonly arrayLengths: ReadonlyMap<string, number>;
  readonly tensorNames: readonly string[];
}

// Far above real files (about 40 keys, 1,000 tensors), far below what could exhaust memory.
const MAX_KEYS = 10_000;
const MAX_TENSORS = 100_000;
const MAX_ARRAY = 20_000_000;
const ARRAY = 9;
const STRING = 8;

/**
 * Read the header of a GGUF file (version 2 or 3, little endian); the weights are not read.
 * Memory and work are bounded whatever the file holds.
 * @throws ModelCorrupt when the header does not parse or the file ends before its last tensor begins.
 * @see https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
 */
export async function readGgufMetadata(path: string): Promise<GgufMetadata> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    return await readHeader(new HeaderCursor(file, size), size);
  } finally {
    await file.close();
  }
}

async function readHeader(cursor: HeaderCursor, fileSize: number): Promise<GgufMetadata> {
  if ((await cursor.bytes(4)).toString('latin1') !== 'GGUF') throw cursor.corrupt('it does not begin with "GGUF"');
  const version = await cursor.u32();
  if (version !== 2 && version !== 3) throw cursor.corrupt(`GGUF version ${version} is not known`);
  const tensorCount = await cursor.count(MAX_TENSORS, 'tensors');
  const keyCount = await cursor.count(MAX_KEYS, 'keys');

  const values = new Map<string, string | number | boolean>();
  const arrayLengths = new Map<string, number>();
  for (let index = 0; index < keyCount; index++) {
    const key = await cursor.string();
    const type = await cursor.u32();
    if (type === ARRAY) arrayLengths.set(key, await skipArray(cursor));
    else values.set(key, type === STRING ? await cursor.string() : await cursor.scalar(type));
  }
  const tensorNames: string[] = [];
  let lastOffset = 0;
  for (let index = 0; index < tensorCount; index++) {
    const tensor = await readTensorInfo(cursor);
    tensorNames.push(tensor.name);
    lastOffset = Math.max(lastOffset, tensor.offset);
  }
  if (tensorCount > 0 && cursor.position + lastOffset >= fileSize)
    throw cursor.corrupt('it ends before its last tensor');
  return { version, values, arrayLengths, tensorNames };
}

async function skipArray(cursor: HeaderCursor): Promise<number> {
  const type = await cursor.u32();
  const length = await cursor.count(MAX_ARRAY, 'array elements');
  if (type === ARRAY) throw cursor.corrupt('it nests arrays');
  if (type === STRING) for (let index = 0; index < length; index++) await cursor.skipString();
  else await cursor.skip(length * cursor.sizeOf(type));
  return length;
}

async function readTensorInfo(cursor: HeaderCursor): Promise<{ name: string; offset: number }> {
  const name = await cursor.string();
  const dimensions = await cursor.u32();
  if (dimensions > 8) throw cursor.corrupt(`a tensor has ${dimensions} dimensions`);
  await cursor.skip(dimensions * 8 + 4);
  return { name, offset: await cursor.count(Number.MAX_SAFE_INTEGER, 'bytes') };
}
