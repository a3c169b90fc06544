import { EventSourceParserStream } from 'eventsource-parser/stream';
import { z } from 'zod';
import { Generator } from '../generator.port.js';
import type { GenerationEvent, GenerationRequest, GeneratorModel, HeldGenerator } from '../generator.port.js';
import { ModelNotFound, ModelRequestFailed, ModelRoleEmpty, modelErrorOf, reportedError } from '../model-errors.js';
import { UntoldThoughts } from '../replies/untold-thoughts.js';
import { ModelClient } from './model-client.js';
import type { ModelServer } from './server-address.js';

const chunk = z.object({
  choices: z
    .array(
      z.object({
        delta: z
          .object({
            content: z.string().nullish(),
            reasoning_content: z.string().nullish(),
            reasoning: z.string().nullish(),
          })
          .optional(),
        finish_reason: z.string().nullish(),
      }),
    )
    .default([]),
  usage: z
    .object({
      prompt_tokens: z.number(),
      completion_tokens: z.number(),
      prompt_tokens_details: z.object({ cached_tokens: z.number().nullish() }).nullish(),
      /** Our own host's. */
      ran_alone: z.boolean().optional(),
    })
    .nullish(),
  error: reportedError.optional(),
});

const ODD = { particulars: { why: 'odd' } } as const;
const ENDED = { particulars: { why: 'ended' } } as const;

/** Writes through any server that streams `/v1/chat/completions`: our inference host, vLLM, llama-server, Ollama, … */
export class HttpGenerator extends Generator {
  private readonly client: ModelClient;

  constructor(private readonly server: ModelServer) {
    super();
    this.client = new ModelClient(server);
  }

  async model(): Promise<GeneratorModel | null> {
    const served = await this.client.served('generator');
    return (
      served && {
        name: served.id,
        sha256: served.sha256 ?? null,
        contextTokens: served.context_tokens ?? served.max_model_len ?? null,
        runtime: served.runtime ?? 'openai-compatible',
      }
    );
  }

  async held(): Promise<HeldGenerator | null> {
    const model = await this.model();
    return model && { model, generator: new HttpGenerator({ ...this.server, model: model.name }) };
  }

  async *stream(request: GenerationRequest, signal: AbortSignal): AsyncGenerator<GenerationEvent> {
    signal.throwIfAborted();
    const served = await this.client.served('generator', signal);
    if (!served) throw this.nobody();

    const text = new UntoldThoughts();
    let finishReason: 'stop' | 'length' | null = null;
    let usage: z.infer<typeof chunk>['usage'];
    for await (const data of this.events(bodyOf(request, served.id), signal)) {
      const parsed = chunk.safeParse(data);
      if (!parsed.success)
        throw new ModelRequestFailed('The model server streamed something that is not understood.', ODD);
      const { choices, usage: reported, error } = parsed.data;
      if (error) throw modelErrorOf(error) ?? new ModelRequestFailed('The model server broke off its answer.', ENDED);
      if (reported) usage = reported;
      for (const { delta, finish_reason: reason } of choices) {
        const reasoning = delta?.reasoning_content ?? delta?.reasoning;
        if (reasoning) yield { type: 'reasoning', text: reasoning };
        if (delta?.content) yield* text.push(delta.content);
        if (reason) finishReason = reason === 'length' ? 'length' : 'stop';
      }
    }
    yield* text.end();
    // A stream that just ends was cut: half an answer must not pass for a whole one.
    if (!finishReason) throw new ModelRequestFailed('The model server ended its answer early. Ask again.', ENDED);
    yield { type: 'done', finishReason, ...countsOf(usage) };
  }

  private nobody(): Error {
    const { model } = this.server;
    return model
      ? new ModelNotFound(`The model "${model}" is gone. "chancery models list" shows those there are.`, {
          particulars: { what: 'model', name: model },
        })
      : ModelRoleEmpty.served('generator');
  }

  private async *events(body: unknown, signal: AbortSignal): AsyncGenerator<unknown> {
    const pieces = ReadableStream.from(this.client.stream('/v1/chat/completions', body, signal));
    for await (const { data } of pieces.pipeThrough(new EventSourceParserStream())) {
      if (data === '[DONE]') return;
      try {
        yield JSON.parse(data);
      } catch (cause) {
        throw new ModelRequestFailed('The model server streamed something that is not JSON.', { cause, ...ODD });
      }
    }
  }
}

function countsOf(usage: z.infer<typeof chunk>['usage']) {
  const cachedTokens = usage?.prompt_tokens_details?.cached_tokens ?? undefined;
  const ranAlone = usage?.ran_alone;
  return {
    promptTokens: usage?.prompt_tokens ?? 0,
    completionTokens: usage?.completion_tokens ?? 0,
    ...(cachedTokens === undefined ? {} : { cachedTokens }),
    ...(ranAlone === undefined ? {} : { ranAlone }),
  };
}

function bodyOf(request: GenerationRequest, model: string): Record<string, unknown> {
  return {
    model,
    messages: request.messages,
    max_tokens: request.maxTokens,
    temperature: request.temperature,
    seed: request.seed,
    stream: true,
    stream_options: { include_usage: true },
    ...(request.reasoning && request.reasoning !== 'auto'
      ? { chat_template_kwargs: { enable_thinking: request.reasoning === 'on' } }
      : {}),
    ...(request.jsonSchema
      ? {
          response_format: {
            type: 'json_schema',
            json_schema: { name: 'answer', strict: true, schema: request.jsonSchema },
          },
        }
      : {}),
  };
}
