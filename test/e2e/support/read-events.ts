import { createParser } from 'eventsource-parser';
import type { Api } from './api.js';

export interface EventReply {
  readonly status: number;
  readonly contentType: string | null;
  readonly events: { event: string; data: unknown }[];
}

/** Ask with server-sent events, until the stream ends. */
export async function readEvents(api: Api, question: unknown, route = '/api/v1/questions'): Promise<EventReply> {
  const headers = {
    authorization: `Bearer ${api.token}`,
    accept: 'text/event-stream',
    'content-type': 'application/json',
  };
  const response = await fetch(`${api.url}${route}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(question),
  });
  const events: EventReply['events'] = [];
  const parser = createParser({
    onEvent: ({ event, data }) => events.push({ event: event ?? 'message', data: JSON.parse(data) }),
  });
  parser.feed(await response.text());
  return { status: response.status, contentType: response.headers.get('content-type'), events };
}
