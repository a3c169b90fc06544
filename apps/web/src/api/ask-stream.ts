import { EventSourceParserStream } from 'eventsource-parser/stream';
import { answerEvent } from '#contracts';
import type { AnswerEvent } from '#contracts';
import { ApiError, parseJson } from './api-error.js';
import { call, checked } from './http.js';
import { strings } from '../strings/index.js';

const known = new Set<string>(answerEvent.options.map((option) => option.shape.event.value));

/**
 * Ask, and read the answer while it is being written. Aborting closes the connection, which cancels the work.
 * @param path Route that answers with events, below the API's own address.
 * @yields Events in the order sent; the last is `done` or `error`.
 * @throws ApiError `stream.ended` when the connection closes before either.
 */
export async function* askStream(path: string, body: unknown, signal: AbortSignal): AsyncGenerator<AnswerEvent> {
  const response = await call(path, { method: 'POST', body, accept: 'text/event-stream', signal });
  if (!response.body) throw new ApiError(response.status, 'stream.ended', strings.errors.streamEnded);
  const messages = response.body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
  const reader = messages.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    const { event = 'message', data } = next.value;
    // A newer service may send events that this portal does not know yet.
    if (!known.has(event)) continue;
    const read = checked(answerEvent, { event, data: parseJson(data) }, response.status);
    yield read;
    if (read.event === 'done' || read.event === 'error') return;
  }
  throw new ApiError(response.status, 'stream.ended', strings.errors.streamEnded);
}
