import fc from 'fast-check';
import { halfPrecision } from './half-precision.js';
import { Q8_0, writeQ8_0 } from './q8-0.js';

const written = (numbers: Float32Array): Buffer => {
  const blocks = Buffer.alloc((numbers.length / Q8_0.weights) * Q8_0.bytes, 0xaa);
  writeQ8_0(numbers, blocks);
  return blocks;
};
const scaleOf = (blocks: Buffer, block = 0): number => halfPrecision(blocks.readUInt16LE(block * Q8_0.bytes));
const read = (blocks: Buffer): number[] =>
  Array.from({ length: (blocks.length / Q8_0.bytes) * Q8_0.weights }, (_, i) => {
    const block = Math.floor(i / Q8_0.weights);
    return scaleOf(blocks, block) * blocks.readInt8(block * Q8_0.bytes + 2 + (i % Q8_0.weights));
  });
const block = (...first: number[]): Float32Array => Float32Array.from({ length: 32 }, (_, i) => first[i] ?? 0);

describe('writeQ8_0', () => {
  it('keeps each number to half a scale, and the rounding of the scale', () => {
    const numbers = fc.float({ min: -1_000, max: 1_000, noNaN: true });
    const small = fc.float({ min: Math.fround(-1e-3), max: Math.fround(1e-3), noNaN: true });
    fc.assert(
      fc.property(
        fc
          .oneof(numbers, small)
          .chain((one) => fc.array(fc.oneof(numbers, small, fc.constant(one)), { minLength: 64, maxLength: 64 })),
        (values) => {
          const given = Float32Array.from(values);
          const blocks = written(given);
          read(blocks).forEach((value, i) => {
            const from = Math.floor(i / 32) * 32;
            const scale = Math.max(...given.subarray(from, from + 32).map(Math.abs)) / 127;
            // Half precision has 11 digits; below 2^-14 fewer, in steps of 2^-24.
            const rounding = 127 * Math.max(scale * 2 ** -11, 2 ** -25);
            expect(Math.abs(value - given[i]!)).toBeLessThanOrEqual((scale / 2 + rounding) * (1 + 1e-6));
          });
        },
      ),
    );
  });

  it('writes the largest as 127 and rounds halves away from zero, as ggml does', () => {
    const blocks = written(block(127, -127, 0.5, -0.5, 1.5, -2.5, 0.49));
    expect(scaleOf(blocks)).toBe(1);
    expect([...blocks.subarray(2, 10)].map((byte) => (byte << 24) >> 24)).toEqual([127, -127, 1, -1, 2, -3, 0, 0]);
  });

  it('writes zeros as zeros, and what is next to nothing too', () => {
    expect(written(block())).toEqual(Buffer.alloc(34));
    expect(read(written(block(1e-44, -1e-44))).every((value) => value === 0)).toBe(true);
  });

  it.each([Number.NaN, Infinity, -Infinity, 1e7])('refuses %d', (value) => {
    const numbers = new Float32Array([...block(1), ...block(0, 0, value)]);
    expect(() => written(numbers)).toThrow(expect.objectContaining({ code: 'model.not_quantizable' }));
  });
});
