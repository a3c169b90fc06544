import { EventSourceParserStream } from 'eventsource-parser/stream';
import type { ZodType } from 'zod';
import { strings } from '../strings/index.js';
import { ApiError, parseJson } from './api-error.js';
import { type CallOptions, call, checked } from './http.js';

/**
 * Events of a route while they come. Aborting closes the connection, which cancels the work.
 * @param known Names that this portal knows; a newer service may send others.
 * @yields Events in the order sent; the last is `done` or `error`.
 * @throws ApiError `stream.ended` when the connection closes before either.
 */
export async function* eventsOf<T extends { event: string }>(
  path: string,
  schema: ZodType<T>,
  known: ReadonlySet<string>,
  options: CallOptions,
): AsyncGenerator<T> {
  const response = await call(path, { ...options, accept: 'text/event-stream' });
  if (!response.body) throw new ApiError(response.status, 'stream.ended', strings.errors.streamEnded);
  const messages = response.body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
  const reader = messages.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    const { event = 'message', data } = next.value;
    if (!known.has(event)) continue;
    const read = checked(schema, { event, data: parseJson(data) }, response.status);
    yield read;
    if (read.event === 'done' || read.event === 'error') return;
  }
  throw new ApiError(response.status, 'stream.ended', strings.errors.streamEnded);
}
