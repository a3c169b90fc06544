/** Repeatable random numbers, about normally distributed with deviation 1 (xorshift128; sum of four uniforms). */
export function gaussians(seed: number): () => number {
  let [a, b, c, d] = [0x9e3779b9 ^ seed, 0x243f6a88, 0xb7e15162, Math.imul(seed, 2_654_435_761) >>> 0];
  const next = (): number => {
    const t = a ^ (a << 11);
    [a, b, c] = [b, c, d];
    d = (d ^ (d >>> 19) ^ t ^ (t >>> 8)) >>> 0;
    return d / 2 ** 32;
  };
  for (let warmUp = 0; warmUp < 20; warmUp++) next();
  return () => (next() + next() + next() + next() - 2) * Math.sqrt(3);
}
