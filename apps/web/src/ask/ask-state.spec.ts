import { askReducer } from './ask-state.js';
import type { AskState } from './ask-state.js';

const asking = askReducer({ phase: 'idle' }, { type: 'asked', question: { question: 'How long?' } });
const token = (text: string) => ({ type: 'received', event: { event: 'token', data: { text } } }) as const;

it('gathers tokens in the order they come', () => {
  const state = [token('Twenty '), token('days.')].reduce<AskState>(askReducer, asking);
  expect(state).toMatchObject({ phase: 'asking', text: 'Twenty days.' });
});

it('keeps the question when the connection fails, so that it can be asked again', () => {
  const state = askReducer(asking, { type: 'failed', error: new Error('gone') });
  expect(state).toMatchObject({ phase: 'failed', question: { question: 'How long?' } });
});

it('drops what arrives after a cancellation', () => {
  const cancelled = askReducer(asking, { type: 'cancelled' });
  expect(askReducer(cancelled, token('late'))).toBe(cancelled);
});
