import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { type GgufKey, tensor, writeGguf, writeScriptedDecoder, writeTinyEncoder } from '#testing';
import { describeGguf } from './describe-gguf.js';
import { readGgufMetadata } from './gguf-metadata.js';

const ARCHITECTURE: GgufKey[] = [['general.architecture', 'str', 'llama']];

describe('readGgufMetadata', () => {
  const dir = mkdtempSync(join(tmpdir(), 'gguf-'));
  const file = join(dir, 'model.gguf');
  afterAll(() => rmSync(dir, { recursive: true }));

  const read = (bytes: Uint8Array) => {
    writeFileSync(file, bytes);
    return readGgufMetadata(file);
  };

  it('reads keys and tensor names, and counts arrays', async () => {
    writeTinyEncoder(file, { words: ['leave'], name: 'an encoder' });
    const { version, values, arrayLengths, tensors } = await readGgufMetadata(file);
    expect(version).toBe(3);
    expect(values.get('general.name')).toBe('an encoder');
    expect(values.get('bert.attention.causal')).toBe(false);
    expect(values.get('bert.attention.layer_norm_epsilon')).toBeCloseTo(1e-12);
    expect(arrayLengths.get('tokenizer.ggml.tokens')).toBeGreaterThan(100);
    expect(tensors.has('token_embd.weight')).toBe(true);
  });

  it.each([
    ['an embedder', () => writeTinyEncoder(file), { kind: 'embedder', dimensions: 64, contextTokens: 512 }],
    ['a reranker', () => writeTinyEncoder(file, { ranks: true }), { kind: 'reranker' }],
    ['a generator', () => writeScriptedDecoder(file), { kind: 'generator', contextTokens: 4_096 }],
    ['nothing that it can use', () => writeGguf(file, [['general.architecture', 'str', 'clip']], []), { kind: null }],
    [
      'weights without a tokenizer',
      () => writeGguf(file, ARCHITECTURE, [tensor('token_embd.weight', [1], 1)]),
      { kind: null },
    ],
    ['a part of a model', () => writeGguf(file, [['split.count', 'u32', 3]], []), { kind: null, parts: 3 }],
  ])('tells %s', async (_, write, expected) => {
    write();
    expect(describeGguf(await readGgufMetadata(file))).toMatchObject(expected);
  });

  it('says of a file in the other byte order what it is', async () => {
    writeTinyEncoder(file, { words: ['leave'] });
    const bytes = readFileSync(file);
    await expect(read(Buffer.concat([bytes.subarray(0, 4), Buffer.of(0, 0, 0, 3), bytes.subarray(8)]))).rejects.toThrow(
      'big-endian',
    );
  });

  it('answers garbage with "corrupt", never with anything else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), fc.boolean(), async (bytes, hasHead) => {
        const head = Buffer.from('GGUF\u0003\0\0\0', 'latin1');
        await expect(read(hasHead ? Buffer.concat([head, bytes, Buffer.alloc(1, 255)]) : bytes)).rejects.toMatchObject({
          code: 'model.corrupt',
        });
      }),
      {
        numRuns: 300,
        examples: [
          [new Uint8Array(), false],
          [new Uint8Array(16).fill(255), true],
        ],
      },
    );
  });

  it('survives any damage to a real header: it reads it or calls it corrupt', async () => {
    writeTinyEncoder(file, { words: ['leave'] });
    const sound = readFileSync(file);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 6_000 }), fc.integer({ min: 0, max: 255 }), async (at, value) => {
        const bytes = Buffer.from(sound);
        bytes[at] = value;
        const outcome = await read(bytes).catch((error: { code: string }) => error.code);
        expect(typeof outcome === 'object' || outcome === 'model.corrupt').toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('notices a file that was cut anywhere before the end of its last tensor', async () => {
    writeTinyEncoder(file);
    const sound = readFileSync(file);
    for (const share of [0.01, 0.1, 0.5, 0.9, 0.9999]) {
      await expect(read(sound.subarray(0, Math.floor(sound.length * share)))).rejects.toMatchObject({
        code: 'model.corrupt',
      });
    }
  });
});
