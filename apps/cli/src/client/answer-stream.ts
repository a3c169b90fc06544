import { createParser } from 'eventsource-parser';
import { type AnswerDocument, type AnswerEvent, answerEvent } from '#contracts';
import { RequestRefused, UnexpectedResponse } from './errors.js';

/**
 * Follow the server-sent events of one question to its end.
 * @param chunks The response's bytes as they arrive, cut anywhere.
 * @param onEvent Called for every event in order, the last one included.
 * @returns The finished answer of the `done` event.
 * @throws RequestRefused for an `error` event, UnexpectedResponse when the stream ends without either.
 */
export async function followAnswer(
  chunks: AsyncIterable<Uint8Array>,
  onEvent: (event: AnswerEvent) => void,
): Promise<AnswerDocument> {
  const arrived: AnswerEvent[] = [];
  const parser = createParser({ onEvent: (message) => arrived.push(readEvent(message.event, message.data)) });
  const decoder = new TextDecoder();
  for await (const chunk of chunks) {
    parser.feed(decoder.decode(chunk, { stream: true }));
    for (const event of arrived.splice(0)) {
      onEvent(event);
      if (event.event === 'done') return event.data;
      if (event.event === 'error') throw new RequestRefused(500, event.data.code, event.data.message);
    }
  }
  throw new UnexpectedResponse('The answer broke off before it was finished. Ask again.');
}

function readEvent(event: string | undefined, data: string): AnswerEvent {
  try {
    return answerEvent.parse({ event, data: JSON.parse(data) as unknown });
  } catch (cause) {
    throw new UnexpectedResponse('The answer holds an event that this command line does not know.', { cause });
  }
}
