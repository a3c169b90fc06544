import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { GenerationEvent } from '#models';
import { sendJson } from './http-json.js';

interface Delta {
  content?: string;
  reasoning_content?: string;
}

const deltaOf = (event: Exclude<GenerationEvent, { type: 'done' }>): Delta =>
  event.type === 'token' ? { content: event.text } : { reasoning_content: event.text };

const usageOf = ({
  promptTokens,
  completionTokens,
  cachedTokens,
  ranAlone,
}: Extract<GenerationEvent, { type: 'done' }>) => ({
  prompt_tokens: promptTokens,
  completion_tokens: completionTokens,
  total_tokens: promptTokens + completionTokens,
  ...(cachedTokens === undefined ? {} : { prompt_tokens_details: { cached_tokens: cachedTokens } }),
  ...(ranAlone === undefined ? {} : { ran_alone: ranAlone }),
});

/** Writes generation events as server-sent `chat.completion.chunk`s. The status line goes out with the first of them. */
export function streamedCompletion(response: ServerResponse, model: string): (event: GenerationEvent) => void {
  const head = {
    id: `chatcmpl-${randomUUID()}`,
    object: 'chat.completion.chunk',
    created: Math.floor(Date.now() / 1000),
    model,
  };
  const send = (data: unknown): unknown => response.write(`data: ${JSON.stringify(data)}\n\n`);
  return (event) => {
    if (!response.headersSent)
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    if (event.type !== 'done') {
      send({ ...head, choices: [{ index: 0, delta: deltaOf(event), finish_reason: null }] });
      return;
    }
    send({ ...head, choices: [{ index: 0, delta: {}, finish_reason: event.finishReason }] });
    send({ ...head, choices: [], usage: usageOf(event) });
    response.end('data: [DONE]\n\n');
  };
}

/** Collects generation events into one `chat.completion`. */
export function wholeCompletion(response: ServerResponse, model: string): (event: GenerationEvent) => void {
  const texts = { token: '', reasoning: '' };
  return (event) => {
    if (event.type !== 'done') {
      texts[event.type] += event.text;
      return;
    }
    const message = {
      role: 'assistant',
      content: texts.token,
      ...(texts.reasoning ? { reasoning_content: texts.reasoning } : {}),
    };
    sendJson(response, 200, {
      id: `chatcmpl-${randomUUID()}`,
      object: 'chat.completion',
      created: Math.floor(Date.now() / 1000),
      model,
      choices: [{ index: 0, message, finish_reason: event.finishReason }],
      usage: usageOf(event),
    });
  };
}
