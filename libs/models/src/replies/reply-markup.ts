/** How a family writes its thinking into a reply. */
export type ReplyMarkup =
  | { readonly kind: 'none' }
  /** Thinking stands between two tags at the start of the reply, or starts open because the prompt ends with the first tag. */
  | { readonly kind: 'tags'; readonly open: string; readonly close: string }
  /** OpenAI's harmony format: each message names its channel, and only `final` is for the reader. */
  | { readonly kind: 'harmony' };

/** What thinking stands between, by family. */
export const THINKING_TAGS: readonly (readonly [open: string, close: string])[] = [
  ['<|channel>thought', '<channel|>'], // Gemma 4
  ['[THINK]', '[/THINK]'], // Mistral's reasoning models
  ['<seed:think>', '</seed:think>'], // Seed-OSS
  ['<think>', '</think>'], // Qwen, DeepSeek-R1, GLM, Nemotron
  ['<thought>', '</thought>'], // EXAONE Deep
];

/** The signs of the harmony format; each is a token of its own in its vocabulary. */
export const HARMONY = {
  start: '<|start|>',
  channel: '<|channel|>',
  message: '<|message|>',
  end: '<|end|>',
  return: '<|return|>',
  call: '<|call|>',
} as const;

/**
 * The markup that a chat template speaks of; failing that, one whose two tags are tokens of the vocabulary, since a model
 * may have been trained to think without its template saying so.
 * @param isToken Whether a text is one token of the model's vocabulary.
 */
export function markupOf(template: string, isToken: (text: string) => boolean): ReplyMarkup {
  if ([HARMONY.start, HARMONY.channel, HARMONY.message].every((sign) => template.includes(sign)))
    return { kind: 'harmony' };
  const found =
    THINKING_TAGS.find(([open, close]) => template.includes(open) && template.includes(close)) ??
    THINKING_TAGS.find(([open, close]) => isToken(open) && isToken(close));
  return found ? { kind: 'tags', open: found[0], close: found[1] } : { kind: 'none' };
}

/** Texts that belong to the markup, and so may be control tokens that the reader of a reply wants to see. */
export function marksOf(markup: ReplyMarkup): readonly string[] {
  if (markup.kind === 'tags') return [markup.open, markup.close];
  return markup.kind === 'harmony' ? Object.values(HARMONY) : [];
}
