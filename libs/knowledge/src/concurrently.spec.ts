import { setTimeout as sleep } from 'node:timers/promises';
import { concurrently } from './concurrently.js';

describe('concurrently', () => {
  it('works on no more items at once than it has workers', async () => {
    let inHand = 0;
    let most = 0;
    const done: number[] = [];
    await concurrently([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
      most = Math.max(most, ++inHand);
      await sleep(1);
      inHand--;
      done.push(item);
    });
    expect(most).toBe(3);
    expect(done.sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('takes nothing further after a failure, and waits for what is in hand', async () => {
    const taken: number[] = [];
    let finished = 0;
    const run = concurrently([1, 2, 3, 4, 5, 6], 2, async (item) => {
      taken.push(item);
      if (item === 1) throw new Error('first');
      await sleep(5);
      finished++;
    });
    await expect(run).rejects.toThrow('first');
    expect(taken).toEqual([1, 2]);
    expect(finished).toBe(1);
  });
});
