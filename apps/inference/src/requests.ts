import { z } from 'zod';

const model = z.string().min(1).max(200).optional();

// Unknown members are let through: clients of this protocol send many.
/** As OpenAI's; `model` left out means the one in use, here and below. */
export const embeddingsRequest = z.object({
  model,
  input: z.string().or(z.array(z.string()).min(1).max(2_048)),
  encoding_format: z.enum(['float', 'base64']).default('float'),
});

/** As Cohere's and vLLM's; `top_n` left out means all. */
export const rerankRequest = z.object({
  model,
  query: z.string().min(1),
  documents: z.array(z.string()).min(1).max(1_000),
  top_n: z.int().positive().optional(),
});

/**
 * The part of OpenAI's that is served. With temperature 0 and a seed the same request gives the same reply, where
 * nothing else is written beside it.
 */
export const chatRequest = z.object({
  model,
  messages: z
    .array(z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.string() }))
    .min(1)
    .max(200),
  max_tokens: z.int().positive().max(100_000).default(1_024),
  temperature: z.number().min(0).max(2).default(0),
  seed: z.int().nonnegative().max(0xffff_ffff).default(0),
  stream: z.boolean().default(false),
  // Spelt as vLLM and llama-server do: what a template may be told beside the messages.
  chat_template_kwargs: z.object({ enable_thinking: z.boolean().optional() }).optional(),
  response_format: z
    .discriminatedUnion('type', [
      z.object({ type: z.literal('text') }),
      z.object({
        type: z.literal('json_schema'),
        json_schema: z.object({ schema: z.record(z.string(), z.unknown()) }),
      }),
    ])
    .optional(),
});
export type ChatRequest = z.infer<typeof chatRequest>;
