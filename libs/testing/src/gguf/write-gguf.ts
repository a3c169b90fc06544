import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';

/** Numbers of the GGUF value types. */
const VALUE_TYPES = { u8: 0, u32: 4, i32: 5, f32: 6, bool: 7, str: 8, arr: 9, u64: 10 } as const;
const ALIGNMENT = 32;

type Scalar = string | number | boolean;
type ScalarType = Exclude<keyof typeof VALUE_TYPES, 'arr'>;

/** One key of the header: name, type (`arr:` before an element type) and value. */
export type GgufKey = readonly [key: string, type: ScalarType | `arr:${ScalarType}`, value: Scalar | readonly Scalar[]];

/** A tensor of 16- or 32-bit floats; `dims` has the fastest-running dimension first. */
export interface GgufTensor {
  readonly name: string;
  readonly dims: readonly number[];
  readonly type: 'F32' | 'F16';
  readonly data: Buffer;
}

/** A tensor whose bytes somebody else has put into blocks. */
export type PackedTensor = Omit<GgufTensor, 'type'> & { readonly type: keyof typeof TENSOR_TYPES };

const TENSOR_TYPES = { F32: 0, F16: 1, Q4_0: 2, Q6_K: 14, BF16: 30, NEWER: 999 } as const;

/**
 * Write a GGUF version 3 file. It appears under its name once it is whole; tensors go out as they are, without a copy in memory.
 * @throws the file system's error; nothing is left behind then.
 */
export function writeGguf(path: string, keys: readonly GgufKey[], tensors: readonly PackedTensor[]): void {
  const partial = `${path}.${process.pid}.partial`;
  const file = openSync(partial, 'w');
  try {
    try {
      const head = [Buffer.from('GGUF', 'latin1'), u32(3), u64(tensors.length), u64(keys.length)];
      let bytes = 0;
      for (const part of chain(head, keys.map(keyBytes), tensorInfos(tensors))) bytes += writeWhole(file, part);
      writeWhole(file, padding(bytes));
      for (const { data } of tensors) writeWhole(file, padding(writeWhole(file, data)));
    } finally {
      closeSync(file);
    }
    renameSync(partial, path);
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  }
}

/** A tensor from numbers, or of one repeated number. */
export function tensor(
  name: string,
  dims: readonly number[],
  values: Float32Array | number,
  type: 'F32' | 'F16' = 'F32',
): GgufTensor {
  const count = dims.reduce((product, size) => product * size, 1);
  const valueAt = typeof values === 'number' ? () => values : (index: number) => values[index]!;
  const data = Buffer.alloc(count * (type === 'F32' ? 4 : 2));
  for (let index = 0; index < count; index++) {
    if (type === 'F32') data.writeFloatLE(valueAt(index), index * 4);
    else data.writeUInt16LE(halfBits(valueAt(index)), index * 2);
  }
  return { name, dims, type, data };
}

function* tensorInfos(tensors: readonly PackedTensor[]): Generator<Buffer> {
  let offset = 0;
  for (const { name, dims, type, data } of tensors) {
    yield Buffer.concat([text(name), u32(dims.length), ...dims.map(u64), u32(TENSOR_TYPES[type]), u64(offset)]);
    offset += Math.ceil(data.length / ALIGNMENT) * ALIGNMENT;
  }
}

function keyBytes([key, type, value]: GgufKey): Buffer {
  if (!type.startsWith('arr:'))
    return Buffer.concat([
      text(key),
      u32(VALUE_TYPES[type as ScalarType]),
      scalar(type as ScalarType, value as Scalar),
    ]);
  const element = type.slice(4) as ScalarType;
  const items = value as readonly Scalar[];
  const count = [u32(VALUE_TYPES.arr), u32(VALUE_TYPES[element]), u64(items.length)];
  return Buffer.concat([text(key), ...count, ...items.map((item) => scalar(element, item))]);
}

function scalar(type: ScalarType, value: Scalar): Buffer {
  switch (type) {
    case 'str':
      return text(String(value));
    case 'bool':
      return Buffer.from([value ? 1 : 0]);
    case 'u8':
      return Buffer.from([Number(value)]);
    case 'u64':
      return u64(Number(value));
    case 'u32':
      return u32(Number(value));
    case 'i32': {
      const bytes = Buffer.alloc(4);
      bytes.writeInt32LE(Number(value));
      return bytes;
    }
    case 'f32': {
      const bytes = Buffer.alloc(4);
      bytes.writeFloatLE(Number(value));
      return bytes;
    }
  }
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value, 'utf8');
  return Buffer.concat([u64(bytes.length), bytes]);
}

const padding = (length: number): Buffer => Buffer.alloc((ALIGNMENT - (length % ALIGNMENT)) % ALIGNMENT);

function* chain(...parts: readonly Iterable<Buffer>[]): Generator<Buffer> {
  for (const part of parts) yield* part;
}

/** The system may take less at once than it is given. @returns How many bytes that were. */
function writeWhole(file: number, bytes: Buffer): number {
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
  return bytes.length;
}

/** IEEE half-precision bits of a finite number, rounded to nearest. */
function halfBits(value: number): number {
  if (value === 0) return 0;
  const sign = value < 0 ? 0x8000 : 0;
  const size = Math.abs(value);
  if (size >= 65_504) return sign | 0x7bff;
  if (size < 2 ** -14) return sign | Math.round(size / 2 ** -24);
  let exponent = Math.floor(Math.log2(size));
  let mantissa = Math.round((size / 2 ** exponent - 1) * 1024);
  if (mantissa === 1024) {
    mantissa = 0;
    exponent++;
  }
  return sign | ((exponent + 15) << 10) | mantissa;
}
