import type { ChatHistoryItem } from 'node-llama-cpp';
import type { ChatMessage } from '#models';

/** The messages as the runtime has them, with the answer still to be written at the end. */
export function toChatHistory(messages: readonly ChatMessage[]): ChatHistoryItem[] {
  const items = messages.map(({ role, content }): ChatHistoryItem => {
    if (role === 'assistant') return { type: 'model', response: [content] };
    return { type: role, text: content };
  });
  return [...items, { type: 'model', response: [] }];
}
