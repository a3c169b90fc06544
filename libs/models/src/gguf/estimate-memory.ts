import type { ModelKind } from '../roles.js';
import type { GgufDescription, ModelShape } from './describe-gguf.js';

/** How the inference host opens a model. */
export interface ModelUse {
  /** Tokens of one sequence's context. */
  readonly contextTokens: number;
  /** Tokens computed at once. */
  readonly batchTokens: number;
  /** Whole texts are computed at once, for a vector or a score, rather than word after word. */
  readonly wholeTexts: boolean;
}

/** The most tokens that the inference host opens a context for, by kind of model. */
export const MOST_CONTEXT_TOKENS: Readonly<Record<ModelKind, number>> = {
  embedder: 2_048,
  reranker: 2_048,
  generator: 8_192,
};
/** Embedders and rerankers compute a text at once; a generator on a CPU reads its prompt in small batches. */
const GENERATOR_BATCH = 128;

/** How the inference host opens a model of this kind on a CPU. @param trainedContext Null where the file does not say. */
export function usualUse(kind: ModelKind, trainedContext: number | null): ModelUse {
  const contextTokens = Math.min(trainedContext ?? MOST_CONTEXT_TOKENS[kind], MOST_CONTEXT_TOKENS[kind]);
  const isGenerator = kind === 'generator';
  return { contextTokens, batchTokens: isGenerator ? GENERATOR_BATCH : contextTokens, wholeTexts: !isGenerator };
}

const CACHE_BYTES = 2;
const FLOAT_BYTES = 4;
/** Intermediate results that live at the same time, in widths of the hidden state and of the feed-forward layer. */
const LIVE_HIDDEN = 6;
const LIVE_FORWARD = 2;
/** A process that has loaded the native library and nothing else (measured, Linux x64). */
const RUNTIME_BYTES = 165 * 1024 ** 2;

/**
 * Bytes of main memory that a model takes once it works on one request at a time, without a GPU: its weights (the file, mapped) and the copy of some
 * that suits the processor, a 16-bit key-value cache for the whole context, the state of recurrent layers, what one batch
 * computes, and the process around it. Where whole texts are computed, attention over them needs a table of text × text, and
 * a decoder its likelihoods of all words twice, although only its vectors are wanted.
 * @param fileBytes Size of the model file.
 * @see https://github.com/ggml-org/llama.cpp/blob/master/src/llama-kv-cache.cpp (one tensor of n_embd_k_gqa × n_ctx and one of
 *   n_embd_v_gqa × n_ctx a layer). The constants of the rest are fitted to measurements; docs/models.md has the error.
 */
export function estimateMemory(fileBytes: number, shape: ModelShape, use: ModelUse): number {
  const { contextTokens, batchTokens, wholeTexts } = use;
  const cache = shape.cacheNumbersPerToken * contextTokens * CACHE_BYTES;
  const state = shape.stateNumbers * FLOAT_BYTES;
  const isEncoder = shape.cacheNumbersPerToken === 0 && shape.stateNumbers === 0;
  const words = isEncoder ? 0 : shape.vocabulary * (wholeTexts ? 2 : 1);
  const attention = wholeTexts ? shape.heads * contextTokens : 0;
  const aToken = LIVE_HIDDEN * shape.embeddingLength + LIVE_FORWARD * shape.feedForwardLength + words + attention;
  const computed = batchTokens * aToken * FLOAT_BYTES;
  return Math.round(fileBytes + shape.repackedBytes + cache + state + computed + RUNTIME_BYTES);
}

/** The same for a model as the inference host usually opens it. */
export function memoryOf(
  { sizeBytes, kind, contextTokens }: { sizeBytes: number; kind: ModelKind; contextTokens: number | null },
  { shape }: GgufDescription,
): number {
  return estimateMemory(sizeBytes, shape, usualUse(kind, contextTokens));
}

/** Whether a model fits this machine's memory; `tight`: with little left for anything else. */
export type Verdict = 'fits' | 'tight' | 'too_large';

/** Shares of the machine's memory. The rest is for the system, PostgreSQL, the service and the index. */
const COMFORTABLE = 0.6;
const BEARABLE = 0.85;

/** Whether a machine has room for it. */
export function fitOf(needsBytes: number, machineBytes: number): Verdict {
  if (needsBytes <= COMFORTABLE * machineBytes) return 'fits';
  return needsBytes <= BEARABLE * machineBytes ? 'tight' : 'too_large';
}
