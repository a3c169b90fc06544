import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { seal, unseal } from './sealing.js';
import { SEGMENT_BYTES, sealStream, unsealStream } from './sealed-stream.js';

const key = randomBytes(32);

async function whole(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

describe('sealing', () => {
  it('gives back any text, and looks like nothing meanwhile', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.string(), (bytes, context) => {
        const text = Buffer.from(bytes);
        const sealed = seal(key, text, context);
        expect(unseal(key, sealed, context)).toEqual(text);
        if (text.length > 8) expect(sealed.includes(text)).toBe(false);
      }),
    );
  });

  it('notices every flipped bit, every cut, another context and another key', () => {
    const sealed = seal(key, Buffer.from('Thirty days.'), 'record:1\nbody');
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const altered = Buffer.from(sealed);
      altered[bit >> 3]! ^= 1 << (bit & 7);
      expect(() => unseal(key, altered, 'record:1\nbody')).toThrow('does not fit its key');
    }
    for (let end = 0; end < sealed.length; end++)
      expect(() => unseal(key, sealed.subarray(0, end), 'record:1\nbody')).toThrow('does not fit its key');
    expect(() => unseal(key, sealed, 'record:2\nbody')).toThrow('does not fit its key');
    expect(() => unseal(randomBytes(32), sealed, 'record:1\nbody')).toThrow('does not fit its key');
  });
});

describe('sealed files', () => {
  it.each([0, 1, 1_000, SEGMENT_BYTES - 1, SEGMENT_BYTES, SEGMENT_BYTES + 1, 3 * SEGMENT_BYTES, 3 * SEGMENT_BYTES + 7])(
    'of %d bytes come back, however they arrive',
    async (size) => {
      const bytes = randomBytes(size);
      const sealed = await whole(sealStream(key, inPieces(bytes, 70_001)));
      expect((await whole(unsealStream(key, inPieces(sealed, 50_003)))).equals(bytes)).toBe(true);
    },
  );

  it.each<[string, (sealed: Buffer) => Buffer]>([
    ['cut after a whole segment', (sealed) => sealed.subarray(0, 16 + SEGMENT_BYTES + 16)],
    ['cut within one', (sealed) => sealed.subarray(0, -5)],
    ['without its head', (sealed) => sealed.subarray(16)],
    [
      'with two segments swapped',
      (sealed) => {
        const [head, one, two, rest] = [0, 1, 2, 3]
          .map((n) => n)
          .map(
            (n) =>
              [
                sealed.subarray(0, 16),
                sealed.subarray(16, 16 + SEGMENT_BYTES + 16),
                sealed.subarray(16 + SEGMENT_BYTES + 16, 16 + 2 * (SEGMENT_BYTES + 16)),
                sealed.subarray(16 + 2 * (SEGMENT_BYTES + 16)),
              ][n]!,
          );
        return Buffer.concat([head!, two!, one!, rest!]);
      },
    ],
    ['with something behind it', (sealed) => Buffer.concat([sealed, Buffer.alloc(20)])],
    ['empty', () => Buffer.alloc(0)],
  ])('%s are refused', async (_name, change) => {
    const sealed = await whole(sealStream(key, inPieces(randomBytes(2 * SEGMENT_BYTES + 5), 9_999)));
    await expect(whole(unsealStream(key, inPieces(change(sealed), 8_192)))).rejects.toMatchObject({
      code: 'vault.seal_broken',
    });
  });
});
