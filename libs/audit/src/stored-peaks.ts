const HASH_BYTES = 32;

/** The roots of perfect subtrees as a column holds them: one after another, largest first. */
export function peaksOf(column: Buffer): Buffer[] {
  return Array.from({ length: column.length / HASH_BYTES }, (_, i) =>
    Buffer.from(column.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES)),
  );
}
