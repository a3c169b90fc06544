import type { ChatDialect } from '#testing';

/** A family of models as its files describe its conversations, and what its members write. */
export interface ChatFamily {
  /** Names the template in test/data/chat-templates. */
  readonly name: string;
  readonly models: string;
  /** The family's own template: its file in llama.cpp's `models/templates` and the SHA-256 of the one these prompts were taken from. */
  readonly own: { readonly file: string; readonly sha256: string } | null;
  readonly tokens: Omit<ChatDialect, 'template'>;
  /** Reasoning markup, for people. */
  readonly markup: string;
  /** What `reasoning` changes, for people. */
  readonly switch: string;
  /** The prompts of the example conversation; `on` and `off` where they differ from `auto`. */
  readonly prompts: { readonly auto: string; readonly on?: string; readonly off?: string };
  /** Replies when the model thinks (asked with `on`) and when it does not (asked with `off`). */
  readonly thinking: ((reasoning: string, answer: string) => string) | null;
  readonly plain: (answer: string) => string;
}

/** The example conversation: instructions, a question with its answer, another question. */
export const CONVERSATION = [
  { role: 'system', content: 'Answer from the passages.' },
  { role: 'user', content: 'How long is leave?' },
  { role: 'assistant', content: 'Thirty days.' },
  { role: 'user', content: 'And notice?' },
] as const;

const as = (answer: string): string => answer;
const THINK_TAGS = ['<think>', '</think>'];
const CHATML = {
  begin: '<|endoftext|>',
  end: '<|im_end|>',
  control: ['<|im_start|>'],
  userDefined: THINK_TAGS,
};
const CHATML_TURNS =
  '<|im_start|>system\nAnswer from the passages.<|im_end|>\n<|im_start|>user\nHow long is leave?<|im_end|>\n' +
  '<|im_start|>assistant\nThirty days.<|im_end|>\n<|im_start|>user\nAnd notice?<|im_end|>\n<|im_start|>assistant\n';
const MISTRAL_TURNS =
  '<s>[SYSTEM_PROMPT]Answer from the passages.[/SYSTEM_PROMPT][INST]How long is leave?[/INST]Thirty days.</s>' +
  '[INST]And notice?[/INST]';
const GLM = {
  begin: '[gMASK]',
  end: '<|endoftext|>',
  turnEnd: '<|user|>',
  control: ['<sop>', '<|system|>', '<|assistant|>', '<|observation|>'],
  userDefined: THINK_TAGS,
};
const glm45 = (told: string, tail: string): string =>
  `[gMASK]<sop><|system|>\nAnswer from the passages.<|user|>\nHow long is leave?${told}<|assistant|>\n<think></think>\n` +
  `Thirty days.<|user|>\nAnd notice?${told}<|assistant|>${tail}`;
const GLM47 =
  '[gMASK]<sop><|system|>Answer from the passages.<|user|>How long is leave?<|assistant|></think>Thirty days.' +
  '<|user|>And notice?<|assistant|>';
const gemma = (told: string, tail: string): string =>
  `<bos><|turn>system\n${told}Answer from the passages.<turn|>\n<|turn>user\nHow long is leave?<turn|>\n<|turn>model\n` +
  `Thirty days.<turn|>\n<|turn>user\nAnd notice?<turn|>\n<|turn>model\n${tail}`;
const harmony = (effort: string): string =>
  '<|start|>system<|message|>You are ChatGPT, a large language model trained by OpenAI.\nKnowledge cutoff: 2024-06\n' +
  `Current date: ${new Date().toISOString().slice(0, 10)}\n\nReasoning: ${effort}\n\n` +
  '# Valid channels: analysis, commentary, final. Channel must be included for every message.<|end|>' +
  '<|start|>developer<|message|># Instructions\n\nAnswer from the passages.\n\n<|end|>' +
  '<|start|>user<|message|>How long is leave?<|end|><|start|>assistant<|channel|>final<|message|>Thirty days.<|end|>' +
  '<|start|>user<|message|>And notice?<|end|><|start|>assistant';

export const CHAT_FAMILIES: readonly ChatFamily[] = [
  {
    name: 'qwen3',
    models: 'Qwen 3',
    own: {
      file: 'Qwen-Qwen3-0.6B.jinja',
      sha256: '87a2728cb8dc9fe424d624542f6060ec05a1d285ebbec578bb078900e33396b5',
    },
    tokens: CHATML,
    markup: '`<think>…</think>`',
    switch: 'yes',
    prompts: { auto: CHATML_TURNS, off: `${CHATML_TURNS}<think>\n\n</think>\n\n` },
    thinking: (reasoning, answer) => `<think>\n${reasoning}\n</think>\n\n${answer}`,
    plain: as,
  },
  {
    name: 'qwen3.5',
    models: 'Qwen 3.5',
    own: { file: 'Qwen3.5-4B.jinja', sha256: 'a4aee8afcf2e0711942cf848899be66016f8d14a889ff9ede07bca099c28f715' },
    tokens: CHATML,
    markup: '`<think>…</think>`, opened by the prompt',
    switch: 'yes',
    prompts: { auto: `${CHATML_TURNS}<think>\n`, off: `${CHATML_TURNS}<think>\n\n</think>\n\n` },
    thinking: (reasoning, answer) => `${reasoning}\n</think>\n\n${answer}`,
    plain: as,
  },
  {
    name: 'deepseek-r1-distill',
    models: 'DeepSeek-R1 distills',
    own: {
      file: 'deepseek-ai-DeepSeek-R1-Distill-Llama-8B.jinja',
      sha256: 'dd2675619a64a449cdcdd2b93e605a0a50764cee41e344f244752bc93643936c',
    },
    tokens: {
      begin: '<｜begin▁of▁sentence｜>',
      addsBegin: true,
      end: '<｜end▁of▁sentence｜>',
      control: [],
      userDefined: ['<｜User｜>', '<｜Assistant｜>', ...THINK_TAGS],
    },
    markup: '`<think>…</think>`, opened by the prompt',
    switch: 'no: always thinks',
    prompts: {
      auto:
        '<｜begin▁of▁sentence｜>Answer from the passages.<｜User｜>How long is leave?<｜Assistant｜>Thirty days.' +
        '<｜end▁of▁sentence｜><｜User｜>And notice?<｜Assistant｜><think>\n',
    },
    thinking: (reasoning, answer) => `${reasoning}\n</think>\n\n${answer}`,
    plain: (answer) => `</think>\n\n${answer}`,
  },
  {
    name: 'glm-4.5',
    models: 'GLM-4.5 Air, 4.6',
    own: { file: 'GLM-4.6.jinja', sha256: '8804f445c761b9f259e3c1126a579d481a22ca09b2a3d32bcc4eb91bc36e0301' },
    tokens: GLM,
    markup: '`<think>…</think>`',
    switch: 'yes',
    prompts: { auto: glm45('', ''), off: glm45('/nothink', '\n<think></think>') },
    thinking: (reasoning, answer) => `<think>${reasoning}</think>\n${answer}<|user|>`,
    plain: (answer) => `\n${answer}<|user|>`,
  },
  {
    name: 'glm-4.7-flash',
    models: 'GLM-4.7 Flash',
    own: { file: 'GLM-4.7-Flash.jinja', sha256: 'd63ad536c3c81880043e22ec7fd08db42b4d8fb7c89c7138bc562bfa25281375' },
    tokens: GLM,
    markup: '`<think>…</think>`, opened by the prompt',
    switch: 'yes',
    prompts: { auto: `${GLM47}<think>`, off: `${GLM47}</think>` },
    thinking: (reasoning, answer) => `${reasoning}</think>${answer}<|user|>`,
    plain: (answer) => `${answer}<|user|>`,
  },
  {
    name: 'gemma-4',
    models: 'Gemma 4',
    own: {
      file: 'google-gemma-4-31B-it.jinja',
      sha256: '85a08664d16d8f3be4416c92427b3ac10df1024ac566cc0b4bc3bab409393f98',
    },
    tokens: {
      begin: '<bos>',
      addsBegin: true,
      end: '<eos>',
      turnEnd: '<turn|>',
      control: ['<|turn>', '<|channel>', '<channel|>', '<|think|>'],
      userDefined: [],
    },
    markup: '`<\\|channel>thought…<channel\\|>`',
    switch: 'yes; off unless asked for',
    prompts: { auto: gemma('', '<|channel>thought\n<channel|>'), on: gemma('<|think|>\n', '') },
    thinking: (reasoning, answer) => `<|channel>thought\n${reasoning}\n<channel|>${answer}<turn|>`,
    plain: (answer) => `${answer}<turn|>`,
  },
  {
    name: 'llama-3',
    models: 'Llama 3.1, 3.3',
    own: {
      file: 'meta-llama-Llama-3.3-70B-Instruct.jinja',
      sha256: 'e10ca381b1ccc5cf9db52e371f3b6651576caee0a630b452e2816b2d404d4b65',
    },
    tokens: {
      begin: '<|begin_of_text|>',
      addsBegin: true,
      end: '<|eot_id|>',
      control: ['<|start_header_id|>', '<|end_header_id|>', '<|eom_id|>'],
      userDefined: [],
    },
    markup: 'none',
    switch: 'no: never thinks',
    prompts: {
      auto:
        '<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\nCutting Knowledge Date: December 2023\n' +
        'Today Date: 26 Jul 2024\n\nAnswer from the passages.<|eot_id|><|start_header_id|>user<|end_header_id|>\n\n' +
        'How long is leave?<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\nThirty days.<|eot_id|>' +
        '<|start_header_id|>user<|end_header_id|>\n\nAnd notice?<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n',
    },
    thinking: null,
    plain: as,
  },
  {
    name: 'mistral-small',
    models: 'Mistral: Small 3.2',
    own: {
      file: 'Mistral-Small-3.2-24B-Instruct-2506.jinja',
      sha256: '5b8f31f11198696548d544dbe424a3c1ef244d00a475f4e1bffb351fda085608',
    },
    tokens: {
      begin: '<s>',
      addsBegin: true,
      end: '</s>',
      control: ['[SYSTEM_PROMPT]', '[/SYSTEM_PROMPT]', '[INST]', '[/INST]'],
      userDefined: [],
    },
    markup: 'none',
    switch: 'no: never thinks',
    prompts: { auto: MISTRAL_TURNS },
    thinking: null,
    plain: as,
  },
  {
    name: 'ministral-3-reasoning',
    models: 'Mistral: Ministral 3 Reasoning',
    own: {
      file: 'mistralai-Ministral-3-14B-Reasoning-2512.jinja',
      sha256: '39f03c383413f531fd302c06c7e982ad98c83f0657a8339ae25478ccb81fdcda',
    },
    tokens: {
      begin: '<s>',
      addsBegin: true,
      end: '</s>',
      control: ['[SYSTEM_PROMPT]', '[/SYSTEM_PROMPT]', '[INST]', '[/INST]', '[THINK]', '[/THINK]'],
      userDefined: [],
    },
    markup: '`[THINK]…[/THINK]`',
    switch: 'no: as it was trained and instructed',
    prompts: { auto: MISTRAL_TURNS },
    thinking: (reasoning, answer) => `[THINK]${reasoning}[/THINK]${answer}`,
    plain: as,
  },
  {
    name: 'nemotron-3-nano',
    models: 'Nemotron 3 Nano',
    own: {
      file: 'NVIDIA-Nemotron-3-Nano-30B-A3B-BF16.jinja',
      sha256: 'ab7813c3abdd9cb655905a410728b26c7884eca45ddfab8d9f931553485a7862',
    },
    tokens: { ...CHATML, begin: '<s>' },
    markup: '`<think>…</think>`, opened by the prompt',
    switch: 'yes',
    prompts: {
      auto: `${CHATML_TURNS.replace('Thirty', '<think></think>Thirty')}<think>\n`,
      off: `${CHATML_TURNS.replace('Thirty', '<think></think>Thirty')}<think></think>`,
    },
    thinking: (reasoning, answer) => `${reasoning}\n</think>\n${answer}`,
    plain: as,
  },
  {
    name: 'gpt-oss',
    models: 'gpt-oss',
    own: {
      file: 'openai-gpt-oss-120b.jinja',
      sha256: 'a4c9919cbbd4acdd51ccffe22da049264b1b73e59055fa58811a99efbd7c8146',
    },
    tokens: {
      begin: '<|startoftext|>',
      end: '<|return|>',
      control: ['<|start|>', '<|channel|>', '<|message|>', '<|end|>', '<|call|>', '<|constrain|>'],
      userDefined: [],
    },
    markup: 'harmony: channels `analysis` and `commentary`',
    switch: 'no; `off` asks for low effort',
    prompts: { auto: harmony('medium'), off: harmony('low') },
    thinking: (reasoning, answer) =>
      `<|channel|>analysis<|message|>${reasoning}<|end|><|start|>assistant<|channel|>final<|message|>${answer}`,
    plain: (answer) => `<|channel|>final<|message|>${answer}`,
  },
  {
    name: 'no-system-role',
    models: 'templates without system messages',
    own: null,
    tokens: { begin: '<s>', addsBegin: true, end: '</s>', control: ['[INST]', '[/INST]'], userDefined: [] },
    markup: 'none',
    switch: 'no: never thinks',
    prompts: {
      auto: '<s>[INST] Answer from the passages.\n\nHow long is leave? [/INST]Thirty days.</s>[INST] And notice? [/INST]',
    },
    thinking: null,
    plain: as,
  },
];

/** The row of a family in docs/models.md. */
export const rowOf = ({ models, own, markup, switch: told, name }: ChatFamily): string =>
  `| ${models} | ${own ? `\`${own.file}\` (${own.sha256.slice(0, 12)})` : 'written for the test'} | ${markup} | ${told} | \`${name}\` |`;
