import { open } from 'node:fs/promises';
import { HeaderAwaited, HeaderCursor } from './header-cursor.js';
import { hasAmx } from './processor.js';
import { isRepacked, tensorBytes } from './tensor-types.js';

/** What the header of a GGUF file says. */
export interface GgufMetadata {
  readonly version: number;
  readonly values: ReadonlyMap<string, string | number | boolean>;
  readonly arrayLengths: ReadonlyMap<string, number>;
  /** The elements of short arrays of numbers (one number a layer); longer ones are given by their length only. */
  readonly arrays: ReadonlyMap<string, readonly number[]>;
  readonly tensors: ReadonlyMap<string, Tensor>;
  /** Numbers in all tensors together. */
  readonly weights: number;
  /** Bytes of the tensors that llama.cpp rearranges into a second copy for a CPU. */
  readonly repackedBytes: number;
  /** Where each key stands in the file, its name and value, in the file's order: they follow each other without a gap. */
  readonly keySpans: ReadonlyMap<string, readonly [start: number, end: number]>;
  /** Each tensor begins at a multiple of so many bytes from where the first one does. */
  readonly alignment: number;
}

/** Where a tensor lies in its file. */
export interface Tensor {
  /** From the beginning of the file. */
  readonly start: number;
  /** Null for a type of weights that is not known here. */
  readonly bytes: number | null;
  /** As ggml numbers the types of weights. */
  readonly type: number;
  /** Numbers in a row (which follow each other), rows, and so on. */
  readonly lengths: readonly number[];
  /** The first of these. */
  readonly rowLength: number;
  readonly weights: number;
}

// Far above real files (about 40 keys, 1,000 tensors), far below what could exhaust memory.
const MAX_KEYS = 10_000;
const MAX_TENSORS = 100_000;
const MAX_DIMENSION = 2 ** 31;
const MAX_ARRAY = 20_000_000;
/** More layers than any model has. */
const MAX_KEPT_ARRAY = 1_024;
const DEFAULT_ALIGNMENT = 32;
const MAX_ALIGNMENT = 1 << 20;
/** Versions whose bytes are in the other order. */
const [BIG_ENDIAN_2, BIG_ENDIAN_3] = [0x0200_0000, 0x0300_0000];
const ARRAY = 9;
const STRING = 8;

/**
 * Read the header of a GGUF file (version 2 or 3, little endian); the weights are not read.
 * Memory and work are bounded whatever the file holds.
 * @throws ModelCorrupt when the header does not parse or the file ends before its last tensor does.
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

/**
 * The same of a file on its way.
 * @param totalBytes What it will have; null where that is not known.
 * @returns Null while its header has not arrived.
 * @throws ModelCorrupt
 */
export async function readArrivedMetadata(path: string, totalBytes: number | null): Promise<GgufMetadata | null> {
  const file = await open(path, 'r');
  try {
    const size = totalBytes ?? Infinity;
    return await readHeader(new HeaderCursor(file, size, false), size);
  } catch (error) {
    if (error instanceof HeaderAwaited) return null;
    throw error;
  } finally {
    await file.close();
  }
}

async function readHeader(cursor: HeaderCursor, fileSize: number): Promise<GgufMetadata> {
  if ((await cursor.bytes(4)).toString('latin1') !== 'GGUF') throw cursor.corrupt('it does not begin with "GGUF"');
  const version = await cursor.u32();
  if (version === BIG_ENDIAN_2 || version === BIG_ENDIAN_3)
    throw cursor.corrupt('it was written for big-endian processors, which is not read here');
  if (version !== 2 && version !== 3) throw cursor.corrupt(`GGUF version ${version} is not known`);
  const tensorCount = await cursor.count(MAX_TENSORS, 'tensors');
  const keyCount = await cursor.count(MAX_KEYS, 'keys');

  const values = new Map<string, string | number | boolean>();
  const arrayLengths = new Map<string, number>();
  const arrays = new Map<string, readonly number[]>();
  const keySpans = new Map<string, readonly [number, number]>();
  for (let index = 0; index < keyCount; index++) {
    const start = cursor.position;
    const key = await cursor.string();
    const type = await cursor.u32();
    if (type === ARRAY) {
      const { length, numbers } = await readArray(cursor);
      arrayLengths.set(key, length);
      if (numbers) arrays.set(key, numbers);
    } else values.set(key, type === STRING ? await cursor.string() : await cursor.scalar(type));
    keySpans.set(key, [start, cursor.position]);
  }
  const found: TensorInfo[] = [];
  for (let index = 0; index < tensorCount; index++) found.push(await readTensorInfo(cursor));

  const alignment = Number(values.get('general.alignment')) || DEFAULT_ALIGNMENT;
  if (!Number.isInteger(alignment) || alignment < 1 || alignment > MAX_ALIGNMENT)
    throw cursor.corrupt(`its tensors lie ${alignment} bytes apart`);
  const dataStart = Math.ceil(cursor.position / alignment) * alignment;
  if (found.some(({ offset, bytes }) => dataStart + offset + (bytes ?? 1) > fileSize))
    throw cursor.corrupt('it ends before its last tensor does');
  const tensors = new Map(found.map(({ name, offset, ...tensor }) => [name, { ...tensor, start: dataStart + offset }]));
  const weights = found.reduce((sum, tensor) => sum + tensor.weights, 0);
  const processor = { amx: hasAmx(), isTied: isTied(values.get('general.architecture'), tensors) };
  const repackedBytes = found
    .filter(({ type, name }) => isRepacked(type, name, processor))
    .reduce((sum, { bytes }) => sum + (bytes ?? 0), 0);
  return { version, values, arrayLengths, arrays, tensors, weights, repackedBytes, keySpans, alignment };
}

async function readArray(cursor: HeaderCursor): Promise<{ length: number; numbers: number[] | null }> {
  const type = await cursor.u32();
  const length = await cursor.count(MAX_ARRAY, 'array elements');
  if (type === ARRAY) throw cursor.corrupt('it nests arrays');
  if (type !== STRING && length <= MAX_KEPT_ARRAY) {
    const numbers: number[] = [];
    for (let index = 0; index < length; index++) numbers.push(Number(await cursor.scalar(type)));
    return { length, numbers };
  }
  if (type === STRING) for (let index = 0; index < length; index++) await cursor.skipString();
  else await cursor.skip(length * cursor.sizeOf(type));
  return { length, numbers: null };
}

interface TensorInfo extends Omit<Tensor, 'start'> {
  readonly name: string;
  /** From where the tensors begin. */
  readonly offset: number;
}

/** Whether a model that writes has one matrix for words read and words written. */
function isTied(architecture: unknown, tensors: ReadonlyMap<string, Tensor>): boolean {
  return !tensors.has('output.weight') && !/bert|t5encoder/.test(String(architecture));
}

async function readTensorInfo(cursor: HeaderCursor): Promise<TensorInfo> {
  const name = await cursor.string();
  const dimensions = await cursor.u32();
  if (dimensions > 8) throw cursor.corrupt(`a tensor has ${dimensions} dimensions`);
  const lengths: number[] = [];
  for (let index = 0; index < dimensions; index++)
    lengths.push(await cursor.count(MAX_DIMENSION, 'rows in one tensor'));
  const weights = lengths.reduce((product, length) => product * length, 1);
  const type = await cursor.u32();
  const offset = await cursor.count(Number.MAX_SAFE_INTEGER, 'bytes');
  const bytes = tensorBytes(type, weights);
  return { name, offset, weights, bytes, type, lengths, rowLength: lengths[0] ?? 1 };
}
