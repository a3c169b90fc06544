import { mkdtempSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type GgufKey, type PackedTensor, tensor, writeGguf } from '#testing';
import { describeGguf } from './describe-gguf.js';
import { readGgufMetadata } from './gguf-metadata.js';
import { halfPrecision } from './half-precision.js';
import { Q8Copy } from './q8-copy.js';

const KEYS: readonly GgufKey[] = [
  ['general.architecture', 'str', 'bert'],
  ['general.file_type', 'u32', 1],
  ['general.name', 'str', 'a model of 模型'],
  ['bert.embedding_length', 'u32', 64],
  ['bert.attention.causal', 'bool', false],
  ['tokenizer.ggml.model', 'str', 'bert'],
  ['tokenizer.ggml.tokens', 'arr:str', ['a', 'b', 'c']],
];
const [F32, F16, Q8_0] = [0, 1, 8];

describe('Q8Copy', () => {
  const dir = mkdtempSync(join(tmpdir(), 'q8-copy-'));
  const [file, copied] = [join(dir, 'model.gguf'), join(dir, 'copy.gguf')];
  afterAll(() => rmSync(dir, { recursive: true }));

  const values = (count: number): Float32Array =>
    Float32Array.from({ length: count }, (_, i) => Math.sin(i) / (1 + (i % 7)));
  const brainFloats = (name: string, dims: readonly number[]): PackedTensor => {
    const numbers = values(dims.reduce((product, length) => product * length, 1));
    const upper = new Uint8Array(numbers.buffer).filter((_, i) => i % 4 >= 2);
    return { name, dims, type: 'BF16', data: Buffer.from(upper) };
  };
  const write = (tensors: readonly PackedTensor[], keys = KEYS) => writeGguf(file, keys, tensors);
  const copy = async () => {
    const made = await Q8Copy.of(file);
    const pieces: Buffer[] = [];
    for await (const piece of made.bytes()) pieces.push(Buffer.from(piece));
    const bytes = Buffer.concat(pieces);
    expect(bytes.length).toBe(made.sizeBytes);
    writeFileSync(copied, bytes);
    return { bytes, metadata: await readGgufMetadata(copied) };
  };
  const refused = (why: string): unknown =>
    expect.objectContaining({ code: 'model.not_quantizable', particulars: { why } });

  it('writes rows of numbers in Q8_0, whatever their type was', async () => {
    const tensors = [
      tensor('token_embd.weight', [64, 3], values(192), 'F16'),
      tensor('blk.0.ffn_up.weight', [32, 4], values(128)),
      brainFloats('blk.0.ffn_up_exps.weight', [32, 2, 3]),
    ];
    write(tensors);
    const { bytes, metadata } = await copy();
    for (const [name, tolerance] of [
      ['token_embd.weight', 0.005],
      ['blk.0.ffn_up.weight', 0.005],
      ['blk.0.ffn_up_exps.weight', 0.01],
    ] as const) {
      const { type, start, weights } = metadata.tensors.get(name)!;
      expect(type).toBe(Q8_0);
      values(weights).forEach((value, i) => {
        const block = start + Math.floor(i / 32) * 34;
        const read = halfPrecision(bytes.readUInt16LE(block)) * bytes.readInt8(block + 2 + (i % 32));
        expect(Math.abs(read - value)).toBeLessThan(tolerance);
      });
    }
    expect(metadata.tensors.get('blk.0.ffn_up_exps.weight')!.lengths).toEqual([32, 2, 3]);
  });

  it('leaves what llama.cpp leaves, to the byte: norms, biases, positions, narrow and single rows', async () => {
    const kept = [
      tensor('position_embd.weight', [32, 2], values(64), 'F16'),
      tensor('token_types.weight', [32, 2], values(64)),
      tensor('blk.0.attn_norm.weight', [32, 2], values(64)),
      tensor('blk.0.ffn_gate_inp.weight', [32, 2], values(64)),
      tensor('blk.0.attn_q.bias', [32, 2], values(64)),
      tensor('blk.0.narrow.weight', [33, 2], values(66), 'F16'),
      tensor('cls.output.weight', [32, 1], values(32)),
      tensor('output_norm.weight', [32], values(32)),
    ];
    write([tensor('blk.0.attn_q.weight', [32, 2], values(64), 'F16'), ...kept]);
    const { bytes, metadata } = await copy();
    expect([...metadata.tensors.keys()]).toEqual(['blk.0.attn_q.weight', ...kept.map(({ name }) => name)]);
    for (const { name, type, data } of kept) {
      const found = metadata.tensors.get(name)!;
      expect(found.type).toBe(type === 'F32' ? F32 : F16);
      expect(bytes.subarray(found.start, found.start + found.bytes!)).toEqual(data);
    }
  });

  it('keeps every key, and says of the weights what they are', async () => {
    write([tensor('token_embd.weight', [64, 3], values(192), 'F16')]);
    const before = await readGgufMetadata(file);
    const { metadata } = await copy();
    const said = { 'general.file_type': 7, 'general.quantization_version': 2 };
    expect(Object.fromEntries(metadata.values)).toEqual({ ...Object.fromEntries(before.values), ...said });
    expect(metadata.arrayLengths).toEqual(before.arrayLengths);
    expect(describeGguf(metadata)).toMatchObject({ quantization: 'Q8_0', isQuantizable: false, kind: 'embedder' });
    expect(describeGguf(before)).toMatchObject({ quantization: 'F16', isQuantizable: true });
  });

  it("keeps the file's own alignment", async () => {
    const tensors = ['a', 'b'].map((name) => tensor(`${name}.weight`, [32, 3], values(96), 'F16'));
    // The writer aligns to 32, which is a multiple of 16 as well.
    write(tensors, [...KEYS, ['general.alignment', 'u32', 16]]);
    const { metadata } = await copy();
    const [a, b] = ['a.weight', 'b.weight'].map((name) => metadata.tensors.get(name)!);
    expect(a!.start % 16).toBe(0);
    expect(b!.start).toBe(a!.start + 112);
  });

  it('goes through tensors larger than a piece', async () => {
    const wide = values(32 * 9_000);
    write([tensor('blk.0.ffn_up.weight', [32, 9_000], wide, 'F16'), tensor('x.bias', [600_000], 0.5)]);
    const { bytes, metadata } = await copy();
    const { start } = metadata.tensors.get('blk.0.ffn_up.weight')!;
    const last = start + 8_999 * 34;
    expect(halfPrecision(bytes.readUInt16LE(last)) * bytes.readInt8(last + 33)).toBeCloseTo(wide.at(-1)!, 2);
    const bias = metadata.tensors.get('x.bias')!;
    expect(bytes.readFloatLE(bias.start + bias.bytes! - 4)).toBe(0.5);
  });

  it.each<[string, string, () => PackedTensor[]]>([
    [
      'a quantized file',
      'quantized',
      () => [{ name: 'a.weight', dims: [32, 2], type: 'Q4_0', data: Buffer.alloc(36) }],
    ],
    ['a newer type', 'type', () => [{ name: 'a.weight', dims: [32, 2], type: 'NEWER', data: Buffer.alloc(64) }]],
    ['nothing to change', 'nothing', () => [tensor('a.weight', [33, 2], 1, 'F16')]],
  ])('refuses %s', async (_, why, tensors) => {
    write(tensors());
    await expect(Q8Copy.of(file)).rejects.toEqual(refused(why));
    expect(describeGguf(await readGgufMetadata(file)).isQuantizable).toBe(false);
  });

  it('refuses weights that are no numbers', async () => {
    const sound = tensor('a.weight', [32, 2], 1, 'F16');
    sound.data.writeUInt16LE(0x7e00, 40);
    write([sound]);
    await expect(copy()).rejects.toEqual(refused('numbers'));
  });

  it('notices a file that changes while it is read', async () => {
    const large = () => write([tensor('a.weight', [32, 9_000], 1, 'F16'), tensor('b.weight', [32, 9_000], 1, 'F16')]);
    for (const change of [() => truncateSync(file, 400_000), () => utimesSync(file, 1, 1)]) {
      large();
      const pieces = (await Q8Copy.of(file)).bytes();
      await pieces.next();
      change();
      await expect(
        (async () => {
          for await (const _ of pieces);
        })(),
      ).rejects.toMatchObject({ code: 'model.corrupt', message: expect.stringContaining('changed while it was read') });
    }
  });

  it('gives the same bytes each time', async () => {
    write([tensor('token_embd.weight', [64, 3], values(192), 'F16')]);
    const { bytes } = await copy();
    expect((await copy()).bytes).toEqual(bytes);
    expect(await readFile(copied)).toEqual(bytes);
  });
});
