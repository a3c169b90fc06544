import fc from 'fast-check';
import { halfBits, halfPrecision } from './half-precision.js';

describe('halfPrecision', () => {
  it.each([
    [0x0000, 0],
    [0x8000, -0],
    [0x0001, 2 ** -24],
    [0x03ff, 1_023 * 2 ** -24],
    [0x0400, 2 ** -14],
    [0x3c00, 1],
    [0xc000, -2],
    [0x7bff, 65_504],
    [0x7c00, Infinity],
    [0xfc00, -Infinity],
    [0x7e00, Number.NaN],
  ])('reads %i as %d', (bits, value) => {
    expect(halfPrecision(bits)).toBe(value);
  });

  it('finds the bits of each number that is not negative', () => {
    for (let bits = 0; bits <= 0x7bff; bits++) expect(halfBits(halfPrecision(bits))).toBe(bits);
  });

  it('chooses the nearest, and of two equally near ones the even', () => {
    const numbers = fc.oneof(fc.float({ min: 0, max: 65_504, noNaN: true }), fc.float({ min: 0, max: 2 ** -12 }));
    fc.assert(
      fc.property(numbers, (value) => {
        const bits = halfBits(value);
        const off = Math.abs(halfPrecision(bits) - value);
        for (const other of [bits - 1, bits + 1].filter((each) => each >= 0 && each <= 0x7bff)) {
          const otherOff = Math.abs(halfPrecision(other) - value);
          expect(off < otherOff || (off === otherOff && bits % 2 === 0)).toBe(true);
        }
      }),
    );
    expect(halfBits(1 + 2 ** -11)).toBe(0x3c00);
    expect(halfBits(1 + 3 * 2 ** -11)).toBe(0x3c02);
    expect(halfBits(1.5 * 2 ** -24)).toBe(2);
  });
});
