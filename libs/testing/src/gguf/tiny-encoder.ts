import { gaussians } from './numbers.js';
import { tensor, writeGguf } from './write-gguf.js';
import type { GgufTensor } from './write-gguf.js';

const NORMAL = 1;
const CONTROL = 3;
const WIDTH = 64;
const CONTEXT = 512;
const PASSED_ON = ['attn_v', 'attn_output'];

/** A real GGUF encoder, small enough to be written for a test; the same plan gives the same file. */
export interface TinyEncoder {
  /** Words with a token of their own; all other text goes letter by letter. */
  readonly words?: readonly string[];
  /** Adds a ranking head, so that the file is a reranker. */
  readonly ranks?: boolean;
  readonly name?: string;
  readonly seed?: number;
}

/**
 * Write a BERT-shaped model of 64 dimensions without word order: each token has a fixed random vector and the text gets
 * their mean, so that cosine follows shared words.
 */
export function writeTinyEncoder(
  path: string,
  { words = [], ranks = false, name = 'tiny-encoder', seed = 1 }: TinyEncoder = {},
): void {
  const special = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]'];
  const signs = Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index)).filter(
    (sign) => sign < 'A' || sign > 'Z',
  );
  const tokens = [
    ...new Set([
      ...special,
      ...signs.flatMap((sign) => [`\u2581${sign}`, sign]),
      ...words.map((word) => `\u2581${word.toLowerCase()}`),
    ]),
  ];
  writeGguf(
    path,
    [
      ['general.architecture', 'str', 'bert'],
      ['general.name', 'str', name],
      ['bert.block_count', 'u32', 1],
      ['bert.context_length', 'u32', CONTEXT],
      ['bert.embedding_length', 'u32', WIDTH],
      ['bert.feed_forward_length', 'u32', WIDTH],
      ['bert.attention.head_count', 'u32', 2],
      ['bert.attention.layer_norm_epsilon', 'f32', 1e-12],
      ['bert.attention.causal', 'bool', false],
      ['bert.pooling_type', 'u32', ranks ? 4 : 1],
      ['tokenizer.ggml.model', 'str', 'bert'],
      ['tokenizer.ggml.pre', 'str', 'default'],
      ['tokenizer.ggml.token_type_count', 'u32', 2],
      ['tokenizer.ggml.tokens', 'arr:str', tokens],
      ['tokenizer.ggml.token_type', 'arr:i32', tokens.map((_, index) => (index < special.length ? CONTROL : NORMAL))],
      ['tokenizer.ggml.padding_token_id', 'u32', 0],
      ['tokenizer.ggml.unknown_token_id', 'u32', 1],
      ['tokenizer.ggml.bos_token_id', 'u32', 2],
      ['tokenizer.ggml.cls_token_id', 'u32', 2],
      ['tokenizer.ggml.seperator_token_id', 'u32', 3],
      ['tokenizer.ggml.mask_token_id', 'u32', 4],
      ...(ranks ? [['bert.classifier.output_labels', 'arr:str', ['relevance']] as const] : []),
    ],
    [...weights(tokens.length, special.length, seed, ranks), ...(ranks ? rankingHead(seed) : [])],
  );
}

function weights(vocabulary: number, silent: number, seed: number, ranks: boolean): GgufTensor[] {
  // A ranking head reads the first token only, so there attention (uniform, its queries and keys being zero) brings it the mean.
  const passing = Float32Array.from({ length: WIDTH * WIDTH }, (_, index) => (index % (WIDTH + 1) === 0 ? 1 : 0));
  const random = gaussians(seed);
  const embeddings = Float32Array.from({ length: vocabulary * WIDTH }, (_, index) =>
    index < silent * WIDTH ? 0 : random(),
  );
  const norm = (name: string): GgufTensor[] => [
    tensor(`${name}.weight`, [WIDTH], 1),
    tensor(`${name}.bias`, [WIDTH], 0),
  ];
  const linear = (name: string): GgufTensor[] => [
    tensor(`blk.0.${name}.weight`, [WIDTH, WIDTH], ranks && PASSED_ON.includes(name) ? passing : 0, 'F16'),
    tensor(`blk.0.${name}.bias`, [WIDTH], 0),
  ];
  return [
    tensor('token_embd.weight', [WIDTH, vocabulary], embeddings),
    tensor('token_types.weight', [WIDTH, 2], 0),
    tensor('position_embd.weight', [WIDTH, CONTEXT], 0),
    ...norm('token_embd_norm'),
    ...['attn_q', 'attn_k', 'attn_v', 'attn_output', 'ffn_up', 'ffn_down'].flatMap(linear),
    ...norm('blk.0.attn_output_norm'),
    ...norm('blk.0.layer_output_norm'),
  ];
}

function rankingHead(seed: number): GgufTensor[] {
  const random = gaussians(seed + 900);
  const values = (count: number): Float32Array =>
    Float32Array.from({ length: count }, () => random() / Math.sqrt(WIDTH));
  return [
    tensor('cls.weight', [WIDTH, WIDTH], values(WIDTH * WIDTH), 'F16'),
    tensor('cls.bias', [WIDTH], 0),
    tensor('cls.output.weight', [WIDTH, 1], values(WIDTH)),
    tensor('cls.output.bias', [1], 0),
  ];
}
