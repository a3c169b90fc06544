import { ModelNotQuantizable } from '../model-errors.js';
import { halfBits } from './half-precision.js';

/** ggml's type of blocks of signed bytes behind one half-precision scale: its number, and a block's weights and bytes. */
export const Q8_0 = { type: 8, weights: 32, bytes: 34 } as const;

const STEPS = 127;
/** Above it a block's scale would be infinite. */
const LARGEST = STEPS * 65_504;

/**
 * Write numbers as blocks of {@link Q8_0}. Each differs by at most half a scale from what it is read as, and by the rounding of the scale.
 * @param numbers As many as fill whole blocks.
 * @param blocks Room for them.
 * @throws ModelNotQuantizable where one is none, or infinite, or too large for a scale.
 * @see ggml's `quantize_row_q8_0_ref`, which gives the same bytes: single precision throughout, halves away from zero.
 */
export function writeQ8_0(numbers: Float32Array, blocks: Buffer): void {
  for (let from = 0, at = 0; from < numbers.length; from += Q8_0.weights, at += Q8_0.bytes)
    writeBlock(numbers, from, blocks, at);
}

function writeBlock(numbers: Float32Array, from: number, blocks: Buffer, at: number): void {
  let largest = 0;
  for (let i = from; i < from + Q8_0.weights; i++) {
    const size = Math.abs(numbers[i]!);
    // Not "larger": what is no number is not larger than any.
    if (!(size <= LARGEST)) throw new ModelNotQuantizable('numbers');
    if (size > largest) largest = size;
  }
  const scale = Math.fround(largest / STEPS);
  const steps = Math.fround(1 / scale);
  // Of a scale too small to be turned round, nothing is left in half precision either.
  const perStep = steps === Infinity ? 0 : steps;
  const bits = halfBits(scale);
  blocks[at] = bits & 0xff;
  blocks[at + 1] = bits >> 8;
  for (let i = 0; i < Q8_0.weights; i++) {
    const value = Math.fround(numbers[from + i]! * perStep);
    blocks[at + 2 + i] = value < 0 ? value - 0.5 : value + 0.5;
  }
}
