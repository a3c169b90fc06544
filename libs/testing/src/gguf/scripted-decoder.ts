import { BYTE_SIGNS, toByteLevel, uniquePieces } from './byte-level.js';
import { gaussians } from './numbers.js';
import { tensor, writeGguf } from './write-gguf.js';
import type { GgufTensor } from './write-gguf.js';

/** What a family's file says of its conversations: template and special tokens. */
export interface ChatDialect {
  readonly template: string;
  readonly begin: string;
  /** Whether the tokenizer asks for the begin token before every text. */
  readonly addsBegin?: boolean;
  /** Ends a reply. */
  readonly end: string;
  /** End of a turn, where that is another token than the end of a text. */
  readonly turnEnd?: string;
  readonly control: readonly string[];
  readonly userDefined: readonly string[];
}

/** A real GGUF chat model of some hundred kilobytes that writes what the test says. */
export interface ScriptedDecoder {
  /** Written after any prompt. Special tokens of the dialect may stand in it. */
  readonly reply?: string;
  /** Default: ChatML with `<think>` and `</think>`. */
  readonly dialect?: ChatDialect;
  /** Where the reply is cut into tokens. Default: at words. */
  readonly cut?: 'words' | 'threes';
  /** Other replies for prompts that hold a keyword. */
  readonly rules?: readonly { readonly keyword: string; readonly reply: string }[];
  /** Start the reply again for ever. */
  readonly isEndless?: boolean;
  /** Random weights from this seed instead of a script: long, senseless text that depends on the whole prompt. */
  readonly babbleSeed?: number;
  readonly contextTokens?: number;
  /** Layers that change nothing and take their time, for what is to be seen while it is written. */
  readonly idleLayers?: number;
  readonly name?: string;
}

const CHATML =
  "{%- for message in messages -%}{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>\\n' }}" +
  "{%- endfor -%}{%- if add_generation_prompt -%}{{ '<|im_start|>assistant\\n' }}{%- endif -%}";
const CHATML_DIALECT: ChatDialect = {
  template: CHATML,
  begin: '<|begin|>',
  end: '<|im_end|>',
  control: ['<|im_start|>'],
  userDefined: ['<think>', '</think>'],
};
const NORMAL = 1;
const CONTROL = 3;
const USER_DEFINED = 4;
/** What follows a sign of JSON where a grammar leaves a choice: open the first object or string, then close what is open, without white space. */
const JSON_LIKINGS = [
  ['"', 3],
  ['{', 2.8],
  [']', 2.5],
  ['}', 2.5],
  [' ', -4],
  ['\n', -4],
  ['\t', -4],
  ['\r', -4],
] as const;
const byteToken = (character: string): number => BYTE_SIGNS.indexOf(toByteLevel(character));
const HEADS = 2;
const FEED_FORWARD = 32;

/**
 * Write a LLaMA-shaped chat model (some hundred kilobytes) that always says the same. Each piece of the reply has a
 * token of its own, whose embedding names its place, and the output layer maps each place to the next piece.
 * A special token that comes a second time goes on as it did the first time, unless the piece before it has been written
 * by then: one head with uniform attention tells.
 * A rule's keyword is a token too; one head with uniform attention averages its indicator over the prompt and so starts the
 * rule's reply instead.
 * Under a JSON grammar a reply that is no JSON becomes the first string that the grammar has room for, and everything ends after it.
 */
export function writeScriptedDecoder(
  path: string,
  {
    reply = 'The answer is 42 [1].',
    dialect = CHATML_DIALECT,
    cut = 'words',
    rules = [],
    isEndless = false,
    babbleSeed,
    contextTokens = 4_096,
    idleLayers = 0,
    name = 'scripted-decoder',
  }: ScriptedDecoder = {},
): void {
  const vocabulary = new Vocabulary(dialect, cut);
  const keywords = rules.map(({ keyword }) => vocabulary.add(keyword, USER_DEFINED));
  const chains = [reply, ...rules.map((rule) => rule.reply)].map((text) => vocabulary.chainOf(text));
  // Place 0 is the start; the next ones indicate keywords; then one for each piece.
  const places = new Map<number, number>();
  const following: [place: number, token: number][] = [];
  const again: Again[] = [];
  let place = 1 + rules.length;
  for (const chain of chains) {
    let lastPiece = 0;
    for (const [index, token] of chain.entries()) {
      const next = chain[index + 1] ?? (isEndless ? chain[0]! : vocabulary.end);
      const known = places.get(token);
      if (known !== undefined) again.push({ place: known, after: lastPiece, next });
      else {
        places.set(token, place);
        if (!vocabulary.isSpecial(token)) lastPiece = place;
        following.push([place++, next]);
      }
    }
  }
  const width = Math.max(64, Math.ceil((place + rules.length + again.length + 1) / 32) * 32);
  const weights = weightsOf({
    width,
    size: vocabulary.tokens.length,
    places,
    following,
    keywords,
    chains,
    again,
    ends: new Set([vocabulary.end]),
    firstFree: place,
    idleLayers,
  });
  writeGguf(
    path,
    [
      ['general.architecture', 'str', 'llama'],
      ['general.name', 'str', name],
      ['llama.block_count', 'u32', 1 + idleLayers],
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
      ['tokenizer.ggml.eot_token_id', 'u32', vocabulary.turnEnd],
      ['tokenizer.ggml.add_bos_token', 'bool', dialect.addsBegin ?? false],
      ['tokenizer.chat_template', 'str', dialect.template],
    ],
    babbleSeed === undefined ? weights : randomized(weights, babbleSeed),
  );
}

class Vocabulary {
  readonly tokens: string[] = [...BYTE_SIGNS];
  readonly types: number[] = BYTE_SIGNS.map(() => NORMAL);
  readonly begin: number;
  readonly end: number;
  readonly turnEnd: number;
  private readonly taken = new Set([...Array.from({ length: 256 }, (_, code) => String.fromCharCode(code)), 'in']);
  private readonly specials = new Map<string, number>();

  constructor(
    dialect: ChatDialect,
    private readonly cut: 'words' | 'threes',
  ) {
    const { begin, end, turnEnd = end, control, userDefined } = dialect;
    for (const text of new Set([begin, end, turnEnd, ...control])) this.specials.set(text, this.add(text, CONTROL));
    for (const text of userDefined) this.specials.set(text, this.add(text, USER_DEFINED));
    this.add('in', NORMAL);
    this.begin = this.specials.get(begin)!;
    this.end = this.specials.get(end)!;
    this.turnEnd = this.specials.get(turnEnd)!;
  }

  add(text: string, type: number): number {
    this.types.push(type);
    return this.tokens.push(text) - 1;
  }

  isSpecial(token: number): boolean {
    return this.types[token] !== NORMAL;
  }

  chainOf(text: string): number[] {
    return this.parts(text).flatMap((part) => {
      const special = this.specials.get(part);
      return special !== undefined
        ? [special]
        : uniquePieces(part, this.taken, this.cut).map((piece) => this.add(toByteLevel(piece), NORMAL));
    });
  }

  /** The text cut at its special tokens, the longest first. */
  private parts(text: string): string[] {
    const longestFirst = [...this.specials.keys()].sort((a, b) => b.length - a.length);
    const pattern = longestFirst.map((special) => special.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&')).join('|');
    return text.split(new RegExp(`(${pattern})`, 'u')).filter((part) => part !== '');
  }
}

/** A special token's next piece when it comes again. */
interface Again {
  readonly place: number;
  /** Place of the piece whose presence tells that this is the second time. */
  readonly after: number;
  readonly next: number;
}

interface Script {
  readonly width: number;
  readonly size: number;
  readonly places: ReadonlyMap<number, number>;
  readonly following: readonly (readonly [place: number, token: number])[];
  readonly keywords: readonly number[];
  readonly chains: readonly (readonly number[])[];
  readonly again: readonly Again[];
  /** Tokens that end a reply. */
  readonly ends: ReadonlySet<number>;
  /** First dimension that no place uses; averages land here. */
  readonly firstFree: number;
  readonly idleLayers: number;
}

function weightsOf(script: Script): GgufTensor[] {
  const { width, size, places, following, keywords, chains, again, ends, firstFree, idleLayers } = script;
  const embedding = new Float32Array(size * width);
  const output = new Float32Array(size * width);
  const value = new Float32Array(width * width);
  const back = new Float32Array(width * width);
  // With rules, the place of a reply's piece is written so large that normalization lets the keyword average vanish beside it.
  // A token that comes again stays quiet, because it has to hear what came before.
  const loud = keywords.length + again.length > 0 ? 60_000 : 1;
  const quiet = new Set(again.map(({ place }) => place));
  for (let token = 0; token < size; token++) {
    const keyword = keywords.indexOf(token);
    const place = places.get(token);
    embedding[token * width + (keyword >= 0 ? 1 + keyword : (place ?? 0))] =
      place === undefined || quiet.has(place) ? 1 : loud;
  }
  output[chains[0]![0]! * width] = 8;
  const closing = byteToken('"');
  for (const [place, token] of following) {
    output[token * width + place] = 8;
    output[closing * width + place] = ends.has(token) ? 4 : 0.5;
  }
  for (const [sign, liking] of JSON_LIKINGS) output[byteToken(sign) * width] = liking;
  keywords.forEach((_, index) => {
    value[index * width + (1 + index)] = 1;
    back[(firstFree + index) * width + index] = 1_000;
    output[chains[1 + index]![0]! * width + (firstFree + index)] = 40;
  });
  again.forEach(({ place, after, next }, index) => {
    const heard = keywords.length + index;
    value[heard * width + after] = 1;
    back[(firstFree + heard) * width + heard] = 100;
    output[next * width + place] = 8;
    output[next * width + (firstFree + heard)] = 40;
  });
  return [
    tensor('token_embd.weight', [width, size], embedding, 'F16'),
    tensor('output_norm.weight', [width], 1),
    tensor('output.weight', [width, size], output, 'F16'),
    ...layerOf(0, width, value, back),
    ...Array.from({ length: idleLayers }, (_, index) => layerOf(1 + index, width, 0, 0)).flat(),
  ];
}

/** A layer that attends to everything alike. @param value What it hears of each place. @param back Where that is told. */
function layerOf(index: number, width: number, value: Float32Array | 0, back: Float32Array | 0): GgufTensor[] {
  const named = (name: string) => `blk.${index}.${name}.weight`;
  const none = (name: string, dims: readonly number[]): GgufTensor => tensor(named(name), dims, 0, 'F16');
  return [
    none('attn_q', [width, width]),
    none('attn_k', [width, width]),
    tensor(named('attn_v'), [width, width], value, 'F16'),
    tensor(named('attn_output'), [width, width], back, 'F16'),
    none('ffn_gate', [width, FEED_FORWARD]),
    none('ffn_up', [width, FEED_FORWARD]),
    none('ffn_down', [FEED_FORWARD, width]),
    tensor(named('attn_norm'), [width], 1),
    tensor(named('ffn_norm'), [width], 1),
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
