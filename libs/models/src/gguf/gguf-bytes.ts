/** How a GGUF header writes a text: its length, then UTF-8. */
export function textBytes(value: string): Buffer {
  const bytes = Buffer.from(value, 'utf8');
  return Buffer.concat([u64Bytes(bytes.length), bytes]);
}

/** Little-endian. @throws RangeError beyond 32 bits. */
export function u32Bytes(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** Little-endian. @param value A safe integer, from 0. */
export function u64Bytes(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

/** The next multiple of `alignment`, or the number itself. */
export const aligned = (bytes: number, alignment: number): number => Math.ceil(bytes / alignment) * alignment;

/** What is missing from so many bytes to the next multiple of `alignment`. */
export const padding = (bytes: number, alignment: number): Buffer => Buffer.alloc(aligned(bytes, alignment) - bytes);
