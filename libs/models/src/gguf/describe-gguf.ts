import type { ModelKind } from '../roles.js';
import type { GgufMetadata } from './gguf-metadata.js';
import { whyNotQuantizable } from './q8-tensors.js';
import { quantizationOf } from './tensor-types.js';

/** What the store takes from a file's header. */
export interface GgufDescription {
  readonly architecture: string;
  /** Null for a file that fits no role (an image projector, a vocabulary, weights without a tokenizer). */
  readonly kind: ModelKind | null;
  readonly dimensions: number | null;
  readonly contextTokens: number | null;
  /** Number of weights. */
  readonly parameters: number;
  /** `Q4_K_M` and the like. */
  readonly quantization: string | null;
  /** Whether a copy of it can be made in Q8_0. */
  readonly isQuantizable: boolean;
  /** As the file's maker named it, for example `apache-2.0`. */
  readonly license: string | null;
  /** Part files of one model, 1 for a whole model. */
  readonly parts: number;
  /** How texts are turned to tokens, as llama.cpp names it; `cut`: how they are cut up before (`tokenizer.ggml.pre`). */
  readonly tokenizer: { readonly model: string; readonly cut: string | null };
  /** The template that conversations are written with, of a model that writes and has one. */
  readonly chatTemplate: string | null;
  readonly shape: ModelShape;
}

/** What decides how much memory a model takes beside its weights. */
export interface ModelShape {
  readonly layers: number;
  readonly embeddingLength: number;
  /** Widest feed-forward layer that one token passes. */
  readonly feedForwardLength: number;
  readonly heads: number;
  /** Numbers that a token leaves in the caches of all layers together; 0 for an encoder. */
  readonly cacheNumbersPerToken: number;
  /** Numbers that the recurrent layers keep for a sequence, whatever its length. */
  readonly stateNumbers: number;
  readonly vocabulary: number;
  /** Bytes of weights that are kept twice on a CPU, as in the file and rearranged. */
  readonly repackedBytes: number;
}

const RANK_POOLING = 4;
const ENCODERS = /bert|t5encoder|gemma-embedding/;
/** Far above real models: a damaged header must not keep anybody counting. */
const MOST_LAYERS = 4_096;
/** How a file says that it has no tokenizer, or does not say. */
const TOKENIZERS_OF_NONE: ReadonlySet<unknown> = new Set([undefined, 'none', 'no_vocab']);
const NOT_TEXT = /^(clip|mmproj|whisper)/;

/**
 * Guess what a model is for from its header: a ranking head means reranker; pooled or bidirectional means embedder;
 * any other text model writes.
 */
export function describeGguf(metadata: GgufMetadata): GgufDescription {
  const { values, tensors } = metadata;
  const architecture = String(values.get('general.architecture') ?? '');
  const number = (key: string): number | null => {
    const value = values.get(`${architecture}.${key}`);
    return typeof value === 'number' && value > 0 ? value : null;
  };
  const pooling = number('pooling_type');
  const hasRankingHead = pooling === RANK_POOLING || tensors.has('cls.output.weight');
  const isEncoder = ENCODERS.test(architecture) || values.get(`${architecture}.attention.causal`) === false;
  const text = (key: string): string | null => {
    const value = values.get(key);
    return typeof value === 'string' && value.trim() !== '' ? value : null;
  };
  const kind =
    architecture === '' || NOT_TEXT.test(architecture) || tensors.size === 0 || !hasTokenizer(metadata)
      ? null
      : hasRankingHead
        ? 'reranker'
        : pooling !== null || isEncoder
          ? 'embedder'
          : 'generator';
  return {
    architecture,
    kind,
    dimensions: number('embedding_length'),
    contextTokens: number('context_length'),
    parameters: metadata.weights,
    quantization: quantizationOf(values.get('general.file_type')),
    isQuantizable: whyNotQuantizable(metadata) === null,
    license: text('general.license')?.slice(0, 200) ?? null,
    parts: Number(values.get('split.count') ?? 1) || 1,
    tokenizer: { model: text('tokenizer.ggml.model') ?? '', cut: text('tokenizer.ggml.pre') },
    chatTemplate: kind === 'generator' ? text('tokenizer.chat_template') : null,
    shape: shapeOf(metadata, architecture, isEncoder),
  };
}

/** Whether texts can be turned to tokens: the runtime loads no file of which it does not know how. */
const hasTokenizer = ({ values, arrayLengths }: GgufMetadata): boolean =>
  !TOKENIZERS_OF_NONE.has(values.get('tokenizer.ggml.model')) && (arrayLengths.get('tokenizer.ggml.tokens') ?? 0) > 0;

/**
 * A cache holds, for each token and layer, a key and a value for each key-value head. Layers without attention (0 heads, or
 * all but every n-th of a hybrid model) keep a state of fixed size instead. Sliding windows are not subtracted.
 * @see https://github.com/ggml-org/llama.cpp/blob/master/src/llama-hparams.cpp (n_embd_k_gqa, n_embd_v_gqa, n_embd_r, n_embd_s)
 */
function shapeOf(
  { values, arrays, arrayLengths, repackedBytes }: GgufMetadata,
  architecture: string,
  isEncoder: boolean,
): ModelShape {
  /** A value given once, or for each layer. */
  const perLayer = (key: string, missing: number): ((layer: number) => number) => {
    const listed = arrays.get(`${architecture}.${key}`);
    if (listed) return (layer) => listed[layer] ?? missing;
    const value = values.get(`${architecture}.${key}`);
    return () => (typeof value === 'number' ? value : missing);
  };
  const once = (key: string, missing = 0): number => perLayer(key, missing)(0);
  const layers = Math.min(once('block_count'), MOST_LAYERS);
  const embeddingLength = once('embedding_length');
  const heads = Math.max(1, once('attention.head_count', 1));
  const keyLength = once('attention.key_length', embeddingLength / heads);
  const valueLength = once('attention.value_length', embeddingLength / heads);
  const headsAt = perLayer('attention.head_count_kv', heads);
  const interval = once('full_attention_interval', 1);
  const attends = (layer: number): boolean => headsAt(layer) > 0 && (layer + 1) % interval === 0;

  let cacheNumbersPerToken = 0;
  let recurrent = 0;
  let feedForwardLength = once('expert_feed_forward_length') * Math.max(1, once('expert_used_count', 1));
  const forwardAt = perLayer('feed_forward_length', 0);
  for (let layer = 0; layer < layers; layer++) {
    feedForwardLength = Math.max(feedForwardLength, forwardAt(layer));
    if (attends(layer)) cacheNumbersPerToken += headsAt(layer) * (keyLength + valueLength);
    else recurrent++;
  }
  const statePerLayer = once('ssm.inner_size') * (once('ssm.state_size') + Math.max(0, once('ssm.conv_kernel') - 1));
  return {
    ...{ layers, embeddingLength, feedForwardLength, heads, repackedBytes },
    cacheNumbersPerToken: isEncoder ? 0 : cacheNumbersPerToken,
    stateNumbers: recurrent * statePerLayer,
    vocabulary: arrayLengths.get('tokenizer.ggml.tokens') ?? once('vocab_size'),
  };
}
