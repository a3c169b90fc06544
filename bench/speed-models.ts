/**
 * Model files for measuring speed: real shapes with random weights, since speed does not depend on the values.
 * Every character is a token of its own, so a prompt's length in tokens is its length in characters.
 */
import { tensor, writeGguf } from '#testing';
import type { GgufKey, PackedTensor } from '#testing';

/** Bytes of a block of quantized weights, and the places in it that hold scales: 16-bit floats that must stay small. */
const BLOCKS = {
  Q4_0: { weights: 32, bytes: 18, scaleAt: 0 },
  Q6_K: { weights: 256, bytes: 210, scaleAt: 208 },
  F16: { weights: 1, bytes: 2, scaleAt: null },
} as const;
type Stored = keyof typeof BLOCKS;

const NORMAL = 1;
const CONTROL = 3;
const CHATML =
  "{%- for message in messages -%}{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>\\n' }}" +
  "{%- endfor -%}{%- if add_generation_prompt -%}{{ '<|im_start|>assistant\\n' }}{%- endif -%}";

/** Write a decoder of the shape of Qwen3-0.6B: 28 layers of 1,024, 16 query and 8 key heads, vocabulary of 151,936, Q4_0. */
export function writeSpeedDecoder(path: string): void {
  const [layers, width, heads, keyHeads, headSize, feedForward, vocabulary] = [28, 1024, 16, 8, 128, 3072, 151_936];
  const { tokens, types } = characterVocabulary(vocabulary);
  const end = tokens.indexOf('<|im_end|>');
  const keys: GgufKey[] = [
    ['general.architecture', 'str', 'qwen3'],
    ['general.name', 'str', 'speed-decoder'],
    ['general.file_type', 'u32', 2],
    ['general.quantization_version', 'u32', 2],
    ['qwen3.block_count', 'u32', layers],
    ['qwen3.context_length', 'u32', 40_960],
    ['qwen3.embedding_length', 'u32', width],
    ['qwen3.feed_forward_length', 'u32', feedForward],
    ['qwen3.attention.head_count', 'u32', heads],
    ['qwen3.attention.head_count_kv', 'u32', keyHeads],
    ['qwen3.attention.key_length', 'u32', headSize],
    ['qwen3.attention.value_length', 'u32', headSize],
    ['qwen3.attention.layer_norm_rms_epsilon', 'f32', 1e-6],
    ['qwen3.rope.freq_base', 'f32', 1e6],
    ['tokenizer.ggml.model', 'str', 'gpt2'],
    ['tokenizer.ggml.pre', 'str', 'qwen2'],
    ['tokenizer.ggml.tokens', 'arr:str', tokens],
    ['tokenizer.ggml.token_type', 'arr:i32', types],
    ['tokenizer.ggml.merges', 'arr:str', ['i n']],
    ['tokenizer.ggml.bos_token_id', 'u32', end],
    ['tokenizer.ggml.eos_token_id', 'u32', end],
    ['tokenizer.ggml.add_bos_token', 'bool', false],
    ['tokenizer.chat_template', 'str', CHATML],
  ];
  const layer = (index: number): PackedTensor[] => {
    const random = (name: string, dims: readonly number[]) => randomTensor(`blk.${index}.${name}.weight`, dims, 'Q4_0');
    const ones = (name: string, size: number) => tensor(`blk.${index}.${name}.weight`, [size], 1);
    return [
      ones('attn_norm', width),
      ones('ffn_norm', width),
      ones('attn_q_norm', headSize),
      ones('attn_k_norm', headSize),
      random('attn_q', [width, heads * headSize]),
      random('attn_k', [width, keyHeads * headSize]),
      random('attn_v', [width, keyHeads * headSize]),
      random('attn_output', [heads * headSize, width]),
      random('ffn_gate', [width, feedForward]),
      random('ffn_up', [width, feedForward]),
      random('ffn_down', [feedForward, width]),
    ];
  };
  writeGguf(path, keys, [
    withoutRows(
      randomTensor('token_embd.weight', [width, vocabulary], 'Q6_K'),
      tokens.flatMap((token, index) => (isReadable(token) ? [] : [index])),
    ),
    tensor('output_norm.weight', [width], 1),
    ...Array.from({ length: layers }, (_, index) => layer(index)).flat(),
  ]);
}

/** Write an encoder of the shape of bge-small: 12 layers of 384, 12 heads, vocabulary of 30,522, F16, context of 512. */
export function writeSpeedEncoder(path: string): void {
  const [layers, width, heads, feedForward, vocabulary, context] = [12, 384, 12, 1536, 30_522, 512];
  const tokens = wordPieces(vocabulary);
  const id = (token: string): number => tokens.indexOf(token);
  const keys: GgufKey[] = [
    ['general.architecture', 'str', 'bert'],
    ['general.name', 'str', 'speed-encoder'],
    ['general.file_type', 'u32', 1],
    ['bert.block_count', 'u32', layers],
    ['bert.context_length', 'u32', context],
    ['bert.embedding_length', 'u32', width],
    ['bert.feed_forward_length', 'u32', feedForward],
    ['bert.attention.head_count', 'u32', heads],
    ['bert.attention.layer_norm_epsilon', 'f32', 1e-12],
    ['bert.attention.causal', 'bool', false],
    ['bert.pooling_type', 'u32', 2],
    ['tokenizer.ggml.token_type_count', 'u32', 2],
    ['tokenizer.ggml.model', 'str', 'bert'],
    ['tokenizer.ggml.tokens', 'arr:str', tokens],
    ['tokenizer.ggml.token_type', 'arr:i32', tokens.map((token) => (/^\[.+\]$/.test(token) ? CONTROL : NORMAL))],
    ['tokenizer.ggml.unknown_token_id', 'u32', id('[UNK]')],
    ['tokenizer.ggml.seperator_token_id', 'u32', id('[SEP]')],
    ['tokenizer.ggml.padding_token_id', 'u32', id('[PAD]')],
    ['tokenizer.ggml.cls_token_id', 'u32', id('[CLS]')],
    ['tokenizer.ggml.bos_token_id', 'u32', id('[CLS]')],
    ['tokenizer.ggml.mask_token_id', 'u32', id('[MASK]')],
  ];
  const norm = (name: string): PackedTensor[] => [
    tensor(`${name}.weight`, [width], 1),
    tensor(`${name}.bias`, [width], 0),
  ];
  const linear = (name: string, from: number, to: number): PackedTensor[] => [
    randomTensor(`${name}.weight`, [from, to], 'F16'),
    tensor(`${name}.bias`, [to], 0),
  ];
  const layer = (index: number): PackedTensor[] => [
    ...['attn_q', 'attn_k', 'attn_v', 'attn_output'].flatMap((name) => linear(`blk.${index}.${name}`, width, width)),
    ...linear(`blk.${index}.ffn_up`, width, feedForward),
    ...linear(`blk.${index}.ffn_down`, feedForward, width),
    ...norm(`blk.${index}.attn_output_norm`),
    ...norm(`blk.${index}.layer_output_norm`),
  ];
  writeGguf(path, keys, [
    randomTensor('token_embd.weight', [width, vocabulary], 'F16'),
    tensor('position_embd.weight', [width, context], 0.01),
    tensor('token_types.weight', [width, 2], 0.01),
    ...norm('token_embd_norm'),
    ...Array.from({ length: layers }, (_, index) => layer(index)).flat(),
  ]);
}

/** Words that are one token each to {@link writeSpeedEncoder}'s model. */
export const speedWords = (count: number, from = 0): string =>
  Array.from({ length: count }, (_, index) => `w${((from + index * 7) % 20_000).toString(36)}`).join(' ');

function characterVocabulary(size: number): { tokens: string[]; types: number[] } {
  const isPrintable = (byte: number) =>
    (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || (byte >= 174 && byte <= 255);
  let next = 256;
  const bytes = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(isPrintable(byte) ? byte : next++));
  const control = ['<|im_start|>', '<|im_end|>'];
  const words = Array.from({ length: size - bytes.length - control.length - 1 }, (_, index) => `Ġw${index}`);
  const tokens = [...bytes, 'in', ...words, ...control];
  return { tokens, types: tokens.map((token) => (control.includes(token) ? CONTROL : NORMAL)) };
}

/** Letters and words; of the others a server may withhold some until it knows the character that they are part of. */
const isReadable = (token: string): boolean => /^Ġ?[a-z]\w*$/.test(token);

/** Nothing in some rows: a model that shares this tensor with its output never chooses their tokens. */
function withoutRows({ data, ...rest }: PackedTensor, rows: readonly number[]): PackedTensor {
  const { weights, bytes, scaleAt } = BLOCKS.Q6_K;
  const rowBytes = (rest.dims[0]! / weights) * bytes;
  const changed = Buffer.from(data);
  for (const row of rows)
    for (let at = row * rowBytes; at < (row + 1) * rowBytes; at += bytes) changed.writeUInt16LE(0, at + scaleAt);
  return { ...rest, data: changed };
}

function wordPieces(size: number): string[] {
  const special = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]'];
  return [...special, ...Array.from({ length: size - special.length }, (_, index) => `▁w${index.toString(36)}`)];
}

/** Weights of about the size that a trained model has; slices of one random pool, because only their number matters. */
function randomTensor(name: string, dims: readonly number[], type: Stored): PackedTensor {
  const { weights, bytes } = BLOCKS[type];
  const count = dims.reduce((product, size) => product * size, 1);
  return { name, dims, type, data: pool(type).subarray(0, (count / weights) * bytes) };
}

const POOL_WEIGHTS = 1024 * 151_936;
const pools = new Map<Stored, Buffer>();

function pool(type: Stored): Buffer {
  const found = pools.get(type);
  if (found) return found;
  const { weights, bytes, scaleAt } = BLOCKS[type];
  const made = Buffer.alloc((POOL_WEIGHTS / weights) * bytes);
  let state = 88_172_645;
  for (let at = 0; at + 4 <= made.length; at += 4) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    made.writeInt32LE(state, at);
  }
  if (scaleAt === null) {
    // Sign and fraction are random, the exponent is that of 1/64: no infinity, nothing that is not a number.
    for (let at = 0; at < made.length; at += 2) made.writeUInt16LE((made.readUInt16LE(at) & 0x83ff) | 0x2400, at);
  } else {
    for (let at = scaleAt; at + 2 <= made.length; at += bytes) made.writeUInt16LE(0x1400, at);
  }
  pools.set(type, made);
  return made;
}
