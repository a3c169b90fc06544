import type { AnswerDocument, TurnView } from '#contracts';
import type { AskState, Asked } from './ask-state.js';
import { threadOf } from './thread.js';

const turn = (id: string, parent: string | null): TurnView => ({
  ...{ id, parent, siblings: [id], record: `record-${id}`, question: `${id}?`, outcome: 'answered' },
  ...{ askedAt: '2026-01-01T00:00:00Z', answer: null, withheld: null, feedback: null },
});
const turns = [turn('first', null), turn('second', 'first'), turn('third', 'second')];
const ids = (shown: TurnView[]) => shown.map(({ id }) => id);

const asked = (instead: Asked['instead']): Asked => ({
  ...{ conversation: 'c', question: 'And now?', settings: null, answerMode: 'auto', instead },
});
const asking = (instead: Asked['instead']): AskState => ({
  ...{ phase: 'asking', asked: asked(instead), stage: null, steps: [], reasoning: '', text: '', citations: [] },
});
const answered = (id: string, instead: Asked['instead']): AskState => ({
  phase: 'answered',
  asked: asked(instead),
  answer: { record: 'r', question: 'And now?', outcome: 'answered', turn: { conversation: 'c', id } } as AnswerDocument,
});
const second = { turn: 'second', isSameQuestion: false };

it('leaves out what is about to be replaced, and all that followed it', () => {
  expect(ids(threadOf(turns, asking(second)))).toEqual(['first']);
  expect(ids(threadOf(turns, asking(null)))).toEqual(['first', 'second', 'third']);
});

it('shows a new answer at once, as one more version of what it replaces', () => {
  const shown = threadOf(turns, answered('new', second));
  expect(ids(shown)).toEqual(['first', 'new']);
  expect(shown[1]).toMatchObject({ parent: 'first', siblings: ['second', 'new'] });
});

it('shows it once when the conversation has been fetched again', () => {
  const fetched = [turns[0]!, turn('new', 'first')];
  expect(threadOf(fetched, answered('new', second))).toEqual(fetched);
});

it('keeps everything when the question failed or was cancelled', () => {
  expect(threadOf(turns, { phase: 'cancelled', asked: asked(second) })).toEqual(turns);
});
