import { halfPrecision } from './half-precision.js';

interface FloatType {
  /** Bytes of a number. */
  readonly bytes: number;
  /** @param into As long as there are numbers in the bytes. */
  readonly read: (bytes: Buffer, into: Float32Array) => void;
}

let halves: Float32Array | undefined;
/** What each 16 bits stand for: looked up four times as fast as computed. */
const allHalves = (): Float32Array =>
  (halves ??= Float32Array.from({ length: 1 << 16 }, (_, bits) => halfPrecision(bits)));

/** Types of weights that are plain numbers, by ggml's number: F32, F16 and BF16. */
export const FLOAT_TYPES: ReadonlyMap<number, FloatType> = new Map([
  [0, { bytes: 4, read: readSingles }],
  [1, { bytes: 2, read: readHalves }],
  [30, { bytes: 2, read: readBrainFloats }],
]);

function readSingles(bytes: Buffer, into: Float32Array): void {
  new Uint8Array(into.buffer, into.byteOffset, bytes.length).set(bytes);
}

function readHalves(bytes: Buffer, into: Float32Array): void {
  const values = allHalves();
  for (let i = 0; i < into.length; i++) into[i] = values[bytes[2 * i]! | (bytes[2 * i + 1]! << 8)]!;
}

/** The upper half of single precision. */
function readBrainFloats(bytes: Buffer, into: Float32Array): void {
  const bits = new Uint32Array(into.buffer, into.byteOffset, into.length);
  for (let i = 0; i < into.length; i++) bits[i] = (bytes[2 * i]! << 16) | (bytes[2 * i + 1]! << 24);
}
