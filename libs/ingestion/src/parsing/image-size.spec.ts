import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { imageSize } from './image-size.js';

const folder = mkdtempSync(join(tmpdir(), 'chancery-image-size-'));
afterAll(() => rmSync(folder, { recursive: true }));

const sizeOf = (...parts: (string | readonly number[])[]) => {
  const path = join(folder, 'image');
  const bytes = parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part)));
  writeFileSync(path, Buffer.concat([...bytes, Buffer.alloc(40)]));
  return imageSize(path);
};

describe('imageSize', () => {
  it.each([
    ['GIF', ['GIF89a', [0x90, 1, 0x2c, 1]]],
    ['BMP', ['BM', Array<number>(12).fill(0), [40, 0, 0, 0, 0x90, 1, 0, 0, 0xd4, 0xfe, 0xff, 0xff]]],
    ['the oldest BMP', ['BM', Array<number>(12).fill(0), [12, 0, 0, 0, 0x90, 1, 0x2c, 1]]],
    ['lossy WebP', ['RIFF....WEBPVP8 ', Array<number>(10).fill(0), [0x90, 0x41, 0x2c, 1]]],
    ['lossless WebP', ['RIFF....WEBPVP8L', [0, 0, 0, 0, 0x2f, 0x8f, 0xc1, 0x4a, 0]]],
    ['extended WebP', ['RIFF....WEBPVP8X', Array<number>(8).fill(0), [0x8f, 1, 0, 0x2b, 1, 0]]],
  ])('reads what a %s states', async (_, parts) => {
    expect(await sizeOf(...parts)).toEqual({ width: 400, height: 300 });
  });

  it('says nothing of what states no size', async () => {
    expect(await sizeOf('RIFF....WEBPNONE')).toBeNull();
  });
});
