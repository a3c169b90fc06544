import { askReducer, stateIn } from './ask-state.js';
import type { AskState, Asked } from './ask-state.js';

const asked: Asked = {
  conversation: null,
  question: 'How long?',
  settings: null,
  answerMode: 'auto',
  instead: null,
};
const asking = askReducer({ phase: 'idle' }, { type: 'asked', asked });
const token = (text: string) => ({ type: 'received', event: { event: 'token', data: { text } } }) as const;
const thought = (text: string) => ({ type: 'received', event: { event: 'reasoning', data: { text } } }) as const;
const step = (detail?: string) =>
  ({
    type: 'received',
    event: { event: 'status', data: { stage: 'retrieving', message: '', ...(detail && { detail }) } },
  }) as const;

it('gathers tokens in the order they come, apart from what the model thinks aloud', () => {
  const events = [thought('Hm, '), token('Twenty '), thought('days?'), token('days.')];
  const state = events.reduce<AskState>(askReducer, asking);
  expect(state).toMatchObject({ phase: 'asking', text: 'Twenty days.', reasoning: 'Hm, days?' });
});

it('remembers each question that is searched for when one is taken apart', () => {
  const state = [step(), step('Who approves?'), step('What does it need?')].reduce<AskState>(askReducer, asking);
  expect(state).toMatchObject({ stage: 'retrieving', steps: ['Who approves?', 'What does it need?'] });
});

it('keeps the question when the connection fails, so that it can be asked again', () => {
  const state = askReducer(asking, { type: 'failed', error: new Error('gone') });
  expect(state).toMatchObject({ phase: 'failed', asked: { question: 'How long?' } });
});

it('drops what arrives after a cancellation', () => {
  const cancelled = askReducer(asking, { type: 'cancelled' });
  expect(askReducer(cancelled, token('late'))).toBe(cancelled);
});

it('belongs to the conversation that it was put into, and to no other', () => {
  const placed = askReducer(asking, { type: 'placed', conversation: 'a' });
  expect(stateIn(placed, 'a')).toBe(placed);
  expect(stateIn(placed, 'b')).toEqual({ phase: 'idle' });
  expect(stateIn(placed, null)).toEqual({ phase: 'idle' });
});
