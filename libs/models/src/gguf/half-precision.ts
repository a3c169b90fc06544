const EXPONENTS = 0x1f;
/** The smallest number that has its leading one. */
const SMALLEST_NORMAL = 2 ** -14;
const SUBNORMAL_STEP = 2 ** -24;

/** The number that 16 bits stand for. @see IEEE 754, binary16 */
export function halfPrecision(bits: number): number {
  const exponent = (bits >> 10) & EXPONENTS;
  const fraction = bits & 0x3ff;
  return (bits >> 15 ? -1 : 1) * sizeOf(exponent, fraction);
}

function sizeOf(exponent: number, fraction: number): number {
  if (exponent === 0) return fraction * SUBNORMAL_STEP;
  if (exponent === EXPONENTS) return fraction === 0 ? Infinity : Number.NaN;
  return (1 + fraction / 1_024) * 2 ** (exponent - 15);
}

const single = new Float32Array(1);
const singleBits = new Uint32Array(single.buffer);

/**
 * The 16 bits nearest to a number; of two equally near ones those that end with 0.
 * @param size In [0, 65,504].
 */
export function halfBits(size: number): number {
  if (size < SMALLEST_NORMAL) return roundedToEven(size / SUBNORMAL_STEP);
  single[0] = size;
  const bits = singleBits[0]!;
  // Single precision has 13 more bits of fraction, and counts exponents from 112 less.
  return ((bits + 0xfff + ((bits >> 13) & 1)) >> 13) - (112 << 10);
}

function roundedToEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  return rest > 0.5 || (rest === 0.5 && below % 2 === 1) ? below + 1 : below;
}
