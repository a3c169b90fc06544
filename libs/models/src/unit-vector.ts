/**
 * A vector scaled to length 1. One without any direction (all zeros: no known word) becomes the first axis,
 * because a zero vector has no cosine to anything.
 */
export function unitVector(values: ArrayLike<number>): Float32Array {
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += values[index]! * values[index]!;
  const vector = Float32Array.from(values);
  const length = Math.sqrt(sum);
  if (length === 0) vector[0] = 1;
  else for (let index = 0; index < vector.length; index++) vector[index] = values[index]! / length;
  return vector;
}

/** Dot product of two vectors of the same length: the cosine, where both are of length 1. */
export function dotProduct(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += a[index]! * b[index]!;
  return sum;
}

/** A vector as the base64 of its little-endian 32-bit floats, as the embeddings protocol has it. */
export function vectorToBase64(vector: Float32Array): string {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64');
}

/** The reverse of {@link vectorToBase64}; null when the text does not hold whole floats. */
export function vectorFromBase64(text: string): Float32Array | null {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length === 0 || bytes.length % 4 !== 0) return null;
  // Copied, because pooled buffers need not start at a multiple of four.
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}
