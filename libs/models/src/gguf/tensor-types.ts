/**
 * Bytes of one block of weights and weights in it, by ggml type number. Types that are missing here came later.
 * @see https://github.com/ggml-org/ggml/blob/master/include/ggml.h (enum ggml_type) and ggml-common.h (block structures)
 */
const BLOCKS: Readonly<Record<number, readonly [weights: number, bytes: number]>> = {
  0: [1, 4],
  1: [1, 2],
  2: [32, 18],
  3: [32, 20],
  6: [32, 22],
  7: [32, 24],
  8: [32, 34],
  10: [256, 84],
  11: [256, 110],
  12: [256, 144],
  13: [256, 176],
  14: [256, 210],
  15: [256, 292],
  16: [256, 66],
  17: [256, 74],
  18: [256, 98],
  19: [256, 50],
  20: [32, 18],
  21: [256, 110],
  22: [256, 82],
  23: [256, 136],
  24: [1, 1],
  25: [1, 2],
  26: [1, 4],
  27: [1, 8],
  28: [1, 8],
  29: [256, 56],
  30: [1, 2],
  34: [256, 54],
  35: [256, 66],
  39: [32, 17],
};

/** Bytes that a tensor takes; null for a type that is not known here. */
export function tensorBytes(type: number, weights: number): number | null {
  const block = BLOCKS[type];
  return block ? Math.ceil(weights / block[0]) * block[1] : null;
}

/** Whether a type holds several weights in a block, rather than each as a number. @param type One that is known here. */
export const isQuantized = (type: number): boolean => (BLOCKS[type]?.[0] ?? 1) > 1;

/** Q4_0, Q4_K and IQ4_NL. @see https://github.com/ggml-org/llama.cpp/blob/master/ggml/src/ggml-cpu/repack.cpp */
const REPACKED: ReadonlySet<number> = new Set([2, 12, 20]);
/** Q4_0, Q4_1, Q8_0, Q4_K, Q5_K, Q6_K and IQ4_XS. @see https://github.com/ggml-org/llama.cpp/blob/master/ggml/src/ggml-cpu/amx/common.h */
const REPACKED_FOR_AMX: ReadonlySet<number> = new Set([2, 3, 8, 12, 13, 14, 23]);

/**
 * Whether llama.cpp keeps a second, rearranged copy of a tensor for a processor. Rows of the embeddings are looked up as they are; where they
 * are the words' likelihoods too (`isTied`), AMX multiplies with a copy.
 */
export function isRepacked(type: number, name: string, { isTied, amx }: { isTied: boolean; amx: boolean }): boolean {
  if (!name.endsWith('.weight')) return false;
  if (name.startsWith('token_embd')) return amx && isTied && name === 'token_embd.weight' && REPACKED_FOR_AMX.has(type);
  return REPACKED.has(type) || (amx && REPACKED_FOR_AMX.has(type));
}

/** How a file's weights are mostly stored, by `general.file_type`. @see llama.h (enum llama_ftype) */
const FILE_TYPES: Readonly<Record<number, string>> = {
  0: 'F32',
  1: 'F16',
  2: 'Q4_0',
  3: 'Q4_1',
  7: 'Q8_0',
  8: 'Q5_0',
  9: 'Q5_1',
  10: 'Q2_K',
  11: 'Q3_K_S',
  12: 'Q3_K_M',
  13: 'Q3_K_L',
  14: 'Q4_K_S',
  15: 'Q4_K_M',
  16: 'Q5_K_S',
  17: 'Q5_K_M',
  18: 'Q6_K',
  19: 'IQ2_XXS',
  20: 'IQ2_XS',
  21: 'Q2_K_S',
  22: 'IQ3_XS',
  23: 'IQ3_XXS',
  24: 'IQ1_S',
  25: 'IQ4_NL',
  26: 'IQ3_S',
  27: 'IQ3_M',
  28: 'IQ2_S',
  29: 'IQ2_M',
  30: 'IQ4_XS',
  31: 'IQ1_M',
  32: 'BF16',
  36: 'TQ1_0',
  37: 'TQ2_0',
  38: 'MXFP4_MOE',
};

/** `Q4_K_M` and the like; null when the file does not say or says something newer. */
export const quantizationOf = (fileType: unknown): string | null =>
  typeof fileType === 'number' ? (FILE_TYPES[fileType] ?? null) : null;
