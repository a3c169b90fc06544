import type { FileHandle } from 'node:fs/promises';
import { ModelCorrupt } from '../model-errors.js';

const WINDOW = 1 << 18;
const MAX_HEADER = 256 * 1024 * 1024;
const MAX_STRING = 4 * 1024 * 1024;
/** Bytes of each scalar type by its GGUF number (8 is string, 9 array). */
const SCALAR_BYTES: Readonly<Record<number, number>> = {
  0: 1,
  1: 1,
  2: 2,
  3: 2,
  4: 4,
  5: 4,
  6: 4,
  7: 1,
  10: 8,
  11: 8,
  12: 8,
};

/** A header of which only the beginning is there. */
export class HeaderAwaited extends ModelCorrupt {}

/** Reads a GGUF header forwards through a small window; every length is checked before it is believed. */
export class HeaderCursor {
  position = 0;
  private window = Buffer.alloc(0);
  private windowStart = 0;

  /** @param isWhole Whether all of the file is there; what has not arrived yet is called {@link HeaderAwaited}. */
  constructor(
    private readonly file: FileHandle,
    private readonly fileSize: number,
    private readonly isWhole = true,
  ) {}

  corrupt(reason: string): ModelCorrupt {
    return new ModelCorrupt(`This is not a usable GGUF file: ${reason}. Fetch it again from its source.`, {
      particulars: { why: 'not_gguf' },
    });
  }

  /** The next bytes; valid until the next read. */
  async bytes(length: number): Promise<Buffer> {
    if (this.position + length > this.fileSize) throw this.corrupt('it ends inside its header');
    if (this.position + length > MAX_HEADER) throw this.corrupt('its header is larger than any real one');
    if (this.position < this.windowStart || this.position + length > this.windowStart + this.window.length) {
      this.window = Buffer.alloc(Math.min(Math.max(WINDOW, length), this.fileSize - this.position));
      const { bytesRead } = await this.file.read(this.window, 0, this.window.length, this.position);
      if (bytesRead < length && !this.isWhole) throw new HeaderAwaited('The header of this file has not arrived yet.');
      if (bytesRead < this.window.length && this.isWhole) throw this.corrupt('it changed while it was read');
      this.window = this.window.subarray(0, bytesRead);
      this.windowStart = this.position;
    }
    const from = this.position - this.windowStart;
    this.position += length;
    return this.window.subarray(from, from + length);
  }

  async skip(length: number): Promise<void> {
    if (this.position + length > Math.min(this.fileSize, MAX_HEADER)) throw this.corrupt('it ends inside its header');
    this.position += length;
  }

  async u32(): Promise<number> {
    return (await this.bytes(4)).readUInt32LE();
  }

  /** A 64-bit length, refused above `most`. */
  async count(most: number, what: string): Promise<number> {
    const value = (await this.bytes(8)).readBigUInt64LE();
    if (value > BigInt(most)) throw this.corrupt(`it claims ${value} ${what}`);
    return Number(value);
  }

  async string(): Promise<string> {
    const length = await this.count(MAX_STRING, 'bytes in one string');
    return (await this.bytes(length)).toString('utf8');
  }

  async skipString(): Promise<void> {
    await this.skip(await this.count(MAX_STRING, 'bytes in one string'));
  }

  sizeOf(type: number): number {
    const size = SCALAR_BYTES[type];
    if (size === undefined) throw this.corrupt(`value type ${type} is not known`);
    return size;
  }

  async scalar(type: number): Promise<number | boolean> {
    const bytes = await this.bytes(this.sizeOf(type));
    switch (type) {
      case 6:
        return bytes.readFloatLE();
      case 7:
        return bytes[0] !== 0;
      case 10:
        return Number(bytes.readBigUInt64LE());
      case 11:
        return Number(bytes.readBigInt64LE());
      case 12:
        return bytes.readDoubleLE();
      default:
        return type % 2 === 0 ? bytes.readUIntLE(0, bytes.length) : bytes.readIntLE(0, bytes.length);
    }
  }
}
