import type { DocumentView } from '#contracts';
import { REMOVE } from './batch.js';
import { type Work, type WorkEvent, isAtWork, triedIn, workReducer } from './work.js';

const aDocument = (title: string) => ({ id: title, title }) as DocumentView;
const [first, second] = [aDocument('first'), aDocument('second')];
const reason = { code: 'stewardship.held', message: 'It is held.' };
const after = (...events: WorkEvent[]) => events.reduce<Work | null>(workReducer, null);
const BEGUN: WorkEvent = { type: 'begun', batch: REMOVE, total: 2 };
const DONE: WorkEvent = { type: 'stepped', document: first, outcome: null };
const REFUSED: WorkEvent = { type: 'stepped', document: second, outcome: reason };
const ENDED: WorkEvent = { type: 'ended', failure: null };

it('tells those that were done from those that were refused, and why', () => {
  const work = after(BEGUN, DONE, REFUSED)!;
  expect(work).toMatchObject({ done: [first], refused: [{ document: second, reason }], state: 'running' });
  expect(triedIn(work)).toBe(2);
});

it('is at work until it has ended, also once it is told to stop', () => {
  expect(isAtWork(after())).toBe(false);
  expect(isAtWork(after(BEGUN))).toBe(true);
  expect(after(BEGUN, { type: 'stopped' })!.state).toBe('stopping');
  expect(isAtWork(after(BEGUN, { type: 'stopped' }))).toBe(true);
  expect(isAtWork(after(BEGUN, DONE, ENDED))).toBe(false);
  expect(after(BEGUN, DONE, ENDED, { type: 'stopped' })!.state).toBe('ended');
});

it('is put away once it has ended, not before', () => {
  expect(after(BEGUN, { type: 'dismissed' })).not.toBeNull();
  expect(after(BEGUN, ENDED, { type: 'dismissed' })).toBeNull();
});

it('begins anew with nothing of the one before', () => {
  expect(after(BEGUN, DONE, REFUSED, ENDED, BEGUN)).toMatchObject({ done: [], refused: [], state: 'running' });
});
