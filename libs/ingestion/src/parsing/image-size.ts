import { open, type FileHandle } from 'node:fs/promises';

/** In pixels, as stated by the file: not checked against its content. */
export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

const HEAD = 64 * 1024;

/**
 * Width and height that a PNG, JPEG, TIFF, BMP, GIF or WebP states of its (first) image, in pixels, without decoding any of it.
 * @returns Null when it states none.
 */
export async function imageSize(path: string): Promise<ImageSize | null> {
  const file = await open(path);
  try {
    const head = await bytesAt(file, 0, HEAD);
    if (head.length >= 24 && head.toString('latin1', 1, 4) === 'PNG')
      return { width: head.readUInt32BE(16), height: head.readUInt32BE(20) };
    if (head[0] === 0xff && head[1] === 0xd8) return await sizeOfJpeg(file);
    return sizeInHead(head) ?? (await sizeOfTiff(file, head));
  } finally {
    await file.close();
  }
}

/** Formats that state it right at the beginning. */
function sizeInHead(head: Buffer): ImageSize | null {
  if (head.length < 30) return null;
  const magic = head.toString('latin1', 0, 4);
  if (magic === 'GIF8') return { width: head.readUInt16LE(6), height: head.readUInt16LE(8) };
  if (magic === 'RIFF' && head.toString('latin1', 8, 12) === 'WEBP') return sizeOfWebp(head);
  if (!magic.startsWith('BM')) return null;
  // The oldest header has two bytes for each; rows from the top down are a negative height.
  return head.readUInt32LE(14) === 12
    ? { width: head.readUInt16LE(18), height: head.readUInt16LE(20) }
    : { width: Math.abs(head.readInt32LE(18)), height: Math.abs(head.readInt32LE(22)) };
}

/** Lossy, lossless and extended files state it in their own ways (RFC 9649, section 2). */
function sizeOfWebp(head: Buffer): ImageSize | null {
  switch (head.toString('latin1', 12, 16)) {
    case 'VP8 ':
      return { width: head.readUInt16LE(26) & 0x3fff, height: head.readUInt16LE(28) & 0x3fff };
    case 'VP8L': {
      const bits = head.readUInt32LE(21);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8X':
      return { width: head.readUIntLE(24, 3) + 1, height: head.readUIntLE(27, 3) + 1 };
    default:
      return null;
  }
}

/** Segments are walked to the frame header (ISO/IEC 10918-1, B.2.2). */
async function sizeOfJpeg(file: FileHandle): Promise<ImageSize | null> {
  for (let at = 2, segments = 0; segments < 10_000; segments++) {
    const head = await bytesAt(file, at, 9);
    if (head.length < 9 || head[0] !== 0xff) return null;
    const marker = head[1]!;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { width: head.readUInt16BE(7), height: head.readUInt16BE(5) };
    at += marker === 0xff ? 1 : 2 + head.readUInt16BE(2);
  }
  return null;
}

const TIFF_WIDTH = 256;
const TIFF_HEIGHT = 257;

/** The first directory's entries (TIFF 6.0, section 2). */
async function sizeOfTiff(file: FileHandle, head: Buffer): Promise<ImageSize | null> {
  if (head.length < 8) return null;
  const isLittle = head.toString('latin1', 0, 2) === 'II';
  const short = (from: Buffer, at: number) => (isLittle ? from.readUInt16LE(at) : from.readUInt16BE(at));
  const long = (from: Buffer, at: number) => (isLittle ? from.readUInt32LE(at) : from.readUInt32BE(at));
  const directory = await bytesAt(file, long(head, 4), 2 + 200 * 12);
  if (directory.length < 2) return null;
  const values = new Map<number, number>();
  for (let at = 2; at + 12 <= directory.length && at < 2 + short(directory, 0) * 12; at += 12)
    values.set(
      short(directory, at),
      short(directory, at + 2) === 3 ? short(directory, at + 8) : long(directory, at + 8),
    );
  const [width, height] = [values.get(TIFF_WIDTH), values.get(TIFF_HEIGHT)];
  return width && height ? { width, height } : null;
}

async function bytesAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}
