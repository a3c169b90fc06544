import { answerEvent } from '#contracts';
import type { AnswerEvent } from '#contracts';
import { eventsOf } from './event-stream.js';

const known = new Set<string>(answerEvent.options.map((option) => option.shape.event.value));

/**
 * Ask, and read the answer while it is being written. Aborting closes the connection, which cancels the work.
 * @param path Route that answers with events, below the API's own address.
 * @yields Events in the order sent; the last is `done` or `error`.
 * @throws ApiError `stream.ended` when the connection closes before either.
 */
export const askStream = (path: string, body: unknown, signal: AbortSignal): AsyncGenerator<AnswerEvent> =>
  eventsOf(path, answerEvent, known, { method: 'POST', body, signal });
