import { z } from 'zod';
import { citationView, logReceipt, searchedView, sentenceView } from './questions.js';
import { collectionNames, coverage, failure, metadata } from './common.js';
import { IGNORED_OF_OTHER_EMBEDDERS, IGNORED_OF_OTHER_SERVERS, ignoring } from './openai-neighbours.js';

/** Longest text of one message, and most text of a conversation, in UTF-16 units. */
const LONGEST_MESSAGE = 100_000;
const MOST_TEXT = 1_000_000;

const textPart = z.object({ type: z.literal('text'), text: z.string().max(LONGEST_MESSAGE) });
/** How an earlier answer that was refused comes back. */
const refusalPart = z.object({ type: z.literal('refusal'), refusal: z.string().max(LONGEST_MESSAGE) });
const messageText = z.union(
  [z.string().max(LONGEST_MESSAGE), z.array(z.union([textPart, refusalPart])).max(100)],
  'Only text is read: send content as a text or as parts of type "text".',
);

/** Of a conversation the questions and the last answer are read. Instructions steer nothing. */
export const chatMessage = z.object({
  role: z.enum(['system', 'developer', 'user', 'assistant', 'tool', 'function']),
  content: messageText.nullish(),
});
export type ChatMessage = z.infer<typeof chatMessage>;

/** Taken and not acted on: they change the style of a model that is steered here by the documents alone. */
const ignored = {
  temperature: z.number().nullish(),
  top_p: z.number().nullish(),
  // Other servers take -1 for "no limit".
  max_tokens: z.int().nullish(),
  max_completion_tokens: z.int().nullish(),
  presence_penalty: z.number().nullish(),
  frequency_penalty: z.number().nullish(),
  seed: z.int().nullish(),
  stop: z.unknown().optional(),
  user: z.string().max(512).nullish(),
  safety_identifier: z.string().max(512).nullish(),
  prompt_cache_key: z.string().max(512).nullish(),
  prompt_cache_retention: z.string().max(40).nullish(),
  service_tier: z.string().max(40).nullish(),
  reasoning_effort: z.string().max(40).nullish(),
  verbosity: z.string().max(40).nullish(),
  parallel_tool_calls: z.boolean().nullish(),
  store: z.boolean().nullish(),
  ...ignoring(IGNORED_OF_OTHER_SERVERS),
};

const refused = (what: string) => `${what} is not offered here. Leave it out.`;

/** Understood only in the form that asks for nothing: anything else would be answered with something else than was asked. */
const neutral = {
  n: z.literal(1, refused('More than one answer (n)')).nullish(),
  /** Agents send theirs with every request, also where they want none called. */
  tools: z.array(z.unknown(), refused('Calling tools')).max(128).nullish(),
  functions: z.array(z.never(), refused('Calling functions')).max(0, refused('Calling functions')).nullish(),
  tool_choice: z.enum(['none', 'auto'], refused('A forced tool call')).nullish(),
  function_call: z.enum(['none', 'auto'], refused('A forced function call')).nullish(),
  logprobs: z.literal(false, refused('logprobs')).nullish(),
  top_logprobs: z.literal(0, refused('top_logprobs')).nullish(),
  logit_bias: z.record(z.string(), z.never(), refused('logit_bias')).nullish(),
  response_format: z.object({ type: z.literal('text', refused('Another format than text')) }).nullish(),
  modalities: z.array(z.literal('text', refused('Another output than text'))).nullish(),
  audio: z.null(refused('Audio')).optional(),
  prediction: z.null(refused('A predicted output')).optional(),
  web_search_options: z.null(refused('Searching the web')).optional(),
  /** What Open WebUI has switched on beside the model, and what it would have the model use. */
  features: z.record(z.string(), z.literal(false, refused('What "features" switches on'))).nullish(),
  tool_ids: z.array(z.never(), refused('Calling tools')).nullish(),
  tool_servers: z.array(z.never(), refused('Calling tools')).nullish(),
  files: z.array(z.never(), refused('Answering from files of the request')).nullish(),
};

/**
 * `POST /v1/chat/completions`. The last message is the question; the exchange before it, understood after those before that, is what a follow-up refers to.
 * `model` names what is searched: `chancery`, `chancery/COLLECTION`, `chancery-quoted` or `chancery-quoted/COLLECTION`.
 */
export const chatCompletionRequest = z
  .strictObject({
    model: z.string().trim().min(1).max(200),
    messages: z.array(chatMessage).min(1).max(500),
    stream: z.boolean().nullish(),
    stream_options: z
      .strictObject({ include_usage: z.boolean().optional(), include_obfuscation: z.boolean().optional() })
      .nullish(),
    /** Beside the collection that `model` names. */
    collections: collectionNames.default([]),
    filter: metadata.default({}),
    matter: z.string().trim().min(1).max(100).nullish(),
    /** Record that this question follows up, instead of the messages before it. */
    follow_up: z.uuid().nullish(),
    /** Stream words as they are written; the checked answer is repeated where it differs. */
    draft: z.boolean().default(false),
    ...ignored,
    ...neutral,
  })
  .refine(({ messages }) => textUnits(messages) <= MOST_TEXT, {
    message: `The conversation is longer than ${MOST_TEXT} characters. Send its last messages alone.`,
    path: ['messages'],
  })
  .refine(({ tools, tool_choice: choice }) => !tools?.length || choice === 'none', {
    message: 'Calling tools is not offered here. Leave them out, or send "tool_choice": "none".',
    path: ['tools'],
  });
export type ChatCompletionRequest = z.infer<typeof chatCompletionRequest>;

/** The text of one message, its parts joined. */
export function messageTextOf({ content }: ChatMessage): string {
  if (typeof content === 'string') return content;
  return (content ?? []).map((part) => (part.type === 'text' ? part.text : part.refusal)).join('\n');
}

const textUnits = (messages: readonly ChatMessage[]): number =>
  messages.reduce((sum, message) => sum + messageTextOf(message).length, 0);

/** The part of `content` that rests on a source, as half-open range of UTF-16 units, and where the source is shown. */
export const urlAnnotation = z.object({
  type: z.literal('url_citation'),
  url_citation: z.object({ start_index: z.int(), end_index: z.int(), title: z.string(), url: z.string() }),
});
export type UrlAnnotation = z.infer<typeof urlAnnotation>;

/** Of the model that wrote; zeros where none did. */
export const tokenUsage = z.object({
  prompt_tokens: z.int(),
  completion_tokens: z.int(),
  total_tokens: z.int(),
});
export type TokenUsage = z.infer<typeof tokenUsage>;

/** What an answer is beyond its words; an extra field that plain clients pass over. */
export const answerExtras = z.object({
  record: z.string(),
  outcome: z.enum(['answered', 'refused']),
  mode: z.enum(['generated', 'quoted']),
  sentences: z.array(sentenceView),
  coverage,
  searched: searchedView,
  refusal: failure.nullable(),
  /** What to know before relying on the answer. */
  warnings: z.array(failure),
  log: logReceipt,
});

const finishReason = z.literal('stop');
const assistantMessage = z.object({
  role: z.literal('assistant'),
  content: z.string(),
  /** The sentence that says why nothing was answered; `content` repeats it. */
  refusal: z.string().nullable(),
  annotations: z.array(urlAnnotation),
  citations: z.array(citationView),
  reasoning_content: z.string().optional(),
});

/** As OpenAI's; what an answer has beyond that is in `chancery`. */
export const chatCompletion = z.object({
  id: z.string(),
  object: z.literal('chat.completion'),
  created: z.int(),
  model: z.string(),
  choices: z.array(
    z.object({ index: z.literal(0), message: assistantMessage, logprobs: z.null(), finish_reason: finishReason }),
  ),
  usage: tokenUsage,
  chancery: answerExtras,
});
export type ChatCompletion = z.infer<typeof chatCompletion>;

/** One `data:` line of a stream; `[DONE]` follows the last. */
export const chatCompletionChunk = z.object({
  id: z.string(),
  object: z.literal('chat.completion.chunk'),
  created: z.int(),
  model: z.string(),
  choices: z.array(
    z.object({
      index: z.literal(0),
      delta: assistantMessage.partial(),
      logprobs: z.null(),
      finish_reason: finishReason.nullable(),
    }),
  ),
  usage: tokenUsage.nullish(),
  /** With the chunk that ends the answer. */
  chancery: answerExtras.optional(),
});
export type ChatCompletionChunk = z.infer<typeof chatCompletionChunk>;

const MOST_INPUTS = 256;
const LONGEST_INPUT = 100_000;
const embeddingInput = z.string().min(1, 'An empty text has no vector.').max(LONGEST_INPUT);

const cutHere = 'A text that does not fit the model is cut at its end, and "truncated" says so. Leave this out.';

/** How other servers are asked for what is done here anyway; anything else would give another vector than was asked for. */
const asEmbedded = {
  truncate: z.literal(['END', 'end', true], cutHere).nullish(),
  truncation: z.literal(true, cutHere).nullish(),
  truncation_direction: z.enum(['Right', 'right'], cutHere).nullish(),
  normalize: z.literal(true, 'Vectors have the length 1 here. Leave this out.').nullish(),
  add_special_tokens: z.literal(true, refused('A text without the special tokens of the model')).nullish(),
};

/** As OpenAI's, with `input_type` as other embedders have it. */
export const embeddingRequest = z
  .strictObject({
    model: z.string().trim().min(1).max(200),
    input: z.union(
      [embeddingInput, z.array(embeddingInput).min(1).max(MOST_INPUTS)],
      `Send a text of 1 to ${LONGEST_INPUT} characters, or up to ${MOST_INPUTS} of them; lists of token numbers are not read.`,
    ),
    encoding_format: z.enum(['float', 'base64']).default('float'),
    /** Only as many as the model has. */
    dimensions: z.int().min(1).nullish(),
    user: z.string().max(512).nullish(),
    /** What the text is for: models embed a question otherwise than a passage. */
    input_type: z.enum(['passage', 'query']).default('passage'),
    ...ignoring(IGNORED_OF_OTHER_EMBEDDERS),
    ...asEmbedded,
  })
  .refine(({ input }) => [input].flat().reduce((sum, text) => sum + text.length, 0) <= MOST_TEXT, {
    message: `All texts together are longer than ${MOST_TEXT} characters. Send fewer at once.`,
    path: ['input'],
  });
export type EmbeddingRequest = z.infer<typeof embeddingRequest>;

/** In the order of the texts. */
export const embeddingList = z.object({
  object: z.literal('list'),
  model: z.string(),
  data: z.array(
    z.object({
      object: z.literal('embedding'),
      index: z.int(),
      /** Numbers, or with `base64` their 32-bit floats, little-endian. */
      embedding: z.array(z.number()).or(z.string()),
      /** Whether the end of the text did not fit the model and has no part in the vector. */
      truncated: z.boolean(),
    }),
  ),
  usage: z.object({ prompt_tokens: z.int(), total_tokens: z.int() }),
});
export type EmbeddingList = z.infer<typeof embeddingList>;

/** Something that can be named as `model`; `created` is always 0. */
export const openAiModel = z.object({
  id: z.string(),
  object: z.literal('model'),
  created: z.int(),
  owned_by: z.string(),
});
export type OpenAiModel = z.infer<typeof openAiModel>;
/** All collections first, then each in sight, then the embedder. */
export const openAiModelList = z.object({ object: z.literal('list'), data: z.array(openAiModel) });

/** Errors below `/v1`, in the shape that OpenAI's clients read. */
export const openAiError = z.object({
  error: z.object({ message: z.string(), type: z.string(), param: z.string().nullable(), code: z.string() }),
});
export type OpenAiError = z.infer<typeof openAiError>;
