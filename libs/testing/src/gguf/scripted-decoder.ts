import { BYTE_SIGNS, toByteLevel, uniquePieces } from './byte-level.js';
import { gaussians } from './numbers.js';
import { tensor, writeGguf } from './write-gguf.js';
import type { GgufTensor } from './write-gguf.js';

export interface ScriptedDecoder {
  /** Written after any prompt. `<think>` and `</think>` may stand in it once. */
  readonly reply?: string;
  /** Other replies for prompts that hold a keyword. */
  readonly rules?: readonly { readonly keyword: string; readonly reply: string }[];
  /** Start the reply again for ever. */
  readonly isEndless?: boolean;
  /** Random weights from this seed instead of a script: long, senseless text that depends on the whole prompt. */
  readonly babbleSeed?: number;
  readonly contextTokens?: number;
  readonly name?: string;
}

const CHATML =
  "{%- for message in messages -%}{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>\\n' }}" +
  "{%- endfor -%}{%- if add_generation_prompt -%}{{ '<|im_start|>assistant\\n' }}{%- endif -%}";
const NORMAL = 1;
const CONTROL = 3;
const USER_DEFINED = 4;
const HEADS = 2;
const FEED_FORWARD = 32;

/**
 * Write a LLaMA-shaped chat model (ChatML, some hundred kilobytes) that always says the same. Each piece of the reply has a
 * token of its own, whose embedding names its place, and the output layer maps each place to the next piece.
 * A rule's keyword is a token too; one head with uniform attention averages its indicator over the prompt and so starts the
 * rule's reply instead.
 */
export function writeScriptedDecoder(
  path: string,
  {
    reply = 'The answer is 42 [1].',
    rules = [],
    isEndless = false,
    babbleSeed,
    contextTokens = 4_096,
    name = 'scripted-decoder',
  }: ScriptedDecoder = {},
): void {
  const vocabulary = new Vocabulary();
  const keywords = rules.map(({ keyword }) => vocabulary.add(keyword, USER_DEFINED));
  const chains = [reply, ...rules.map((rule) => rule.reply)].map((text) => vocabulary.chainOf(text));
  // Place 0 is the start; the next ones indicate keywords; then one for each piece.
  const places = new Map<number, number>();
  const following: [place: number, token: number][] = [];
  let place = 1 + rules.length;
  for (const chain of chains) {
    for (const [index, token] of chain.entries()) {
      places.set(token, place);
      following.push([place++, chain[index + 1] ?? (isEndless ? chain[0]! : vocabulary.end)]);
    }
  }
  const width = Math.max(64, Math.ceil((place + rules.length + 1) / 32) * 32);
  const weights = weightsOf({
    width,
    size: vocabulary.tokens.length,
    places,
    following,
    keywords,
    chains,
    firstFree: place,
  });
  writeGguf(
    path,
    [
      ['general.architecture', 'str', 'llama'],
      ['general.name', 'str', name],
      ['llama.block_count', 'u32', 1],
      ['llama.context_length', 'u32', contextTokens],
      ['llama.embedding_length', 'u32', width],
      ['llama.feed_forward_length', 'u32', FEED_FORWARD],
      ['llama.attention.head_count', 'u32', HEADS],
      ['llama.attention.head_count_kv', 'u32', HEADS],
      ['llama.attention.layer_norm_rms_epsilon', 'f32', 1e-6],
      ['llama.rope.dimension_count', 'u32', width / HEADS],
      ['llama.rope.freq_base', 'f32', 10_000],
      ['llama.vocab_size', 'u32', vocabulary.tokens.length],
      ['tokenizer.ggml.model', 'str', 'gpt2'],
      ['tokenizer.ggml.pre', 'str', 'gpt-2'],
      ['tokenizer.ggml.tokens', 'arr:str', vocabulary.tokens],
      ['tokenizer.ggml.token_type', 'arr:i32', vocabulary.types],
      ['tokenizer.ggml.merges', 'arr:str', ['i n']],
      ['tokenizer.ggml.bos_token_id', 'u32', vocabulary.begin],
      ['tokenizer.ggml.eos_token_id', 'u32', vocabulary.end],
      ['tokenizer.ggml.eot_token_id', 'u32', vocabulary.end],
      ['tokenizer.ggml.add_bos_token', 'bool', false],
      ['tokenizer.chat_template', 'str', CHATML],
    ],
    babbleSeed === undefined ? weights : randomized(weights, babbleSeed),
  );
}

class Vocabulary {
  readonly tokens: string[] = [...BYTE_SIGNS];
  readonly types: number[] = BYTE_SIGNS.map(() => NORMAL);
  readonly begin = this.add('<|begin|>', CONTROL);
  readonly end = this.add('<|im_end|>', CONTROL);
  private readonly taken = new Set([...Array.from({ length: 256 }, (_, code) => String.fromCharCode(code)), 'in']);
  private readonly thinking: ReadonlyMap<string, number>;

  constructor() {
    this.add('<|im_start|>', CONTROL);
    this.add('in', NORMAL);
    this.thinking = new Map(['<think>', '</think>'].map((tag) => [tag, this.add(tag, USER_DEFINED)]));
  }

  add(text: string, type: number): number {
    this.types.push(type);
    return this.tokens.push(text) - 1;
  }

  chainOf(text: string): number[] {
    const parts = text.split(/(<\/?think>)/u).filter((part) => part !== '');
    return parts.flatMap((part) => {
      const tag = this.thinking.get(part);
      return tag !== undefined
        ? [tag]
        : uniquePieces(part, this.taken).map((piece) => this.add(toByteLevel(piece), NORMAL));
    });
  }
}

interface Script {
  readonly width: number;
  readonly size: number;
  readonly places: ReadonlyMap<number, number>;
  readonly following: readonly (readonly [place: number, token: number])[];
  readonly keywords: readonly number[];
  readonly chains: readonly (readonly number[])[];
  /** First dimension that no place uses; keyword averages land here. */
  readonly firstFree: number;
}

function weightsOf({ width, size, places, following, keywords, chains, firstFree }: Script): GgufTensor[] {
  const embedding = new Float32Array(size * width);
  const output = new Float32Array(size * width);
  const value = new Float32Array(width * width);
  const back = new Float32Array(width * width);
  // With rules, the place of a reply's piece is written so large that normalization lets the keyword average vanish beside it.
  const loud = keywords.length > 0 ? 60_000 : 1;
  for (let token = 0; token < size; token++) {
    const keyword = keywords.indexOf(token);
    const place = places.get(token);
    embedding[token * width + (keyword >= 0 ? 1 + keyword : (place ?? 0))] = place === undefined ? 1 : loud;
  }
  output[chains[0]![0]! * width] = 8;
  for (const [place, token] of following) output[token * width + place] = 8;
  keywords.forEach((_, index) => {
    value[index * width + (1 + index)] = 1;
    back[(firstFree + index) * width + index] = 1_000;
    output[chains[1 + index]![0]! * width + (firstFree + index)] = 40;
  });
  const none = (name: string, dims: readonly number[]): GgufTensor => tensor(`blk.0.${name}.weight`, dims, 0, 'F16');
  return [
    tensor('token_embd.weight', [width, size], embedding, 'F16'),
    tensor('output_norm.weight', [width], 1),
    tensor('output.weight', [width, size], output, 'F16'),
    none('attn_q', [width, width]),
    none('attn_k', [width, width]),
    tensor('blk.0.attn_v.weight', [width, width], value, 'F16'),
    tensor('blk.0.attn_output.weight', [width, width], back, 'F16'),
    none('ffn_gate', [width, FEED_FORWARD]),
    none('ffn_up', [width, FEED_FORWARD]),
    none('ffn_down', [FEED_FORWARD, width]),
    tensor('blk.0.attn_norm.weight', [width], 1),
    tensor('blk.0.ffn_norm.weight', [width], 1),
  ];
}

function randomized(weights: readonly GgufTensor[], seed: number): GgufTensor[] {
  const random = gaussians(seed);
  return weights.map((weight) => {
    const { name, dims, type } = weight;
    if (name.includes('norm')) return weight;
    const count = dims.reduce((product, size) => product * size, 1);
    return tensor(
      name,
      dims,
      Float32Array.from({ length: count }, () => random() / Math.sqrt(dims[0]!)),
      type,
    );
  });
}
