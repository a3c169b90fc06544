import { setImmediate as nextTick } from 'node:timers/promises';
import { SharedSteps } from './shared-steps.js';

it('lets one after the other have the context for itself, and nobody go on meanwhile', async () => {
  const steps = new SharedSteps();
  const seen: string[] = [];
  const alone = (name: string) =>
    steps.between(async () => {
      seen.push(`${name} begins`);
      await nextTick();
      seen.push(`${name} ends`);
    });
  const both = [alone('a'), alone('b'), alone('c')];
  const turn = steps.turn().then(() => seen.push('goes on'));
  await Promise.all([...both, turn]);
  const works = seen.filter((each) => each !== 'goes on');
  expect(works).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  expect(seen.indexOf('goes on')).toBeGreaterThan(seen.indexOf('a ends'));
  expect(seen[seen.indexOf('goes on') - 1]).toMatch(/ends$/);
});

it('has chunks of prompts read one at a time, and calls off those of readers who have left', async () => {
  const steps = new SharedSteps();
  const seen: string[] = [];
  let end: () => void = () => undefined;
  const first = steps.reading(() => new Promise<void>((resolve) => (end = resolve)), new AbortController().signal);
  const leaver = new AbortController();
  const second = steps.reading(() => Promise.resolve(void seen.push('second')), leaver.signal);
  const third = steps.reading(() => Promise.resolve(void seen.push('third')), new AbortController().signal);
  await nextTick();
  expect(seen).toEqual([]);
  leaver.abort(new Error('gone'));
  end();
  await expect(second).rejects.toThrow('gone');
  await Promise.all([first, third]);
  expect(seen).toEqual(['third']);
});

it('does not hold a step up for texts that wait to read', async () => {
  const steps = new SharedSteps();
  const item = { tokens: [1], logits: [], evaluationPriority: 5 } as never;
  let end: () => void = () => undefined;
  const reading = steps.run(() =>
    steps.reading(() => new Promise<void>((resolve) => (end = resolve)), new AbortController().signal),
  );
  const waiting = steps.run(() => steps.reading(() => Promise.resolve(), new AbortController().signal));
  await nextTick();
  // Two texts run, one of them has a place in the step: nothing more is to come.
  expect(steps.strategy({ items: [item], size: 8 })).toHaveLength(1);
  end();
  await Promise.all([reading, waiting]);
});

it('takes the tokens of answers and the chunk of a prompt in turns', async () => {
  const steps = new SharedSteps();
  const item = (length: number) =>
    ({ tokens: Array<number>(length).fill(1), logits: [], evaluationPriority: 5 }) as never;
  const sizes = (...lengths: number[]): number[] =>
    steps.strategy({ items: lengths.map(item), size: 16 }).map(({ processAmount }) => processAmount);
  expect(sizes(1, 16, 1)).toEqual([1, 1]);
  expect(sizes(16, 1, 1)).toEqual([16]);
  expect(sizes(1, 1, 16)).toEqual([1, 1]);
  expect(sizes(1, 1)).toEqual([1, 1]);
  expect(sizes(15)).toEqual([15]);
  expect(sizes(1)).toEqual([1]);
});

it('hands tokens on in the order of the sequences that they belong to, whichever was chosen first', () => {
  const steps = new SharedSteps();
  const items = [2, 0, 3, 1].map((place) => ({ tokens: [1], logits: [], evaluationPriority: place }) as never);
  const order = steps.strategy({ items, size: 16 }).map(({ item }) => item.evaluationPriority);
  expect(order).toEqual([0, 1, 2, 3]);
});
