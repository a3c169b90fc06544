import { sideBySide } from './side-by-side.js';

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('sideBySide', () => {
  it('does all of it, as many at once as it may', async () => {
    const done: number[] = [];
    let [running, most] = [0, 0];
    await sideBySide([1, 2, 3, 4, 5], 2, async (item) => {
      most = Math.max(most, (running += 1));
      await turn();
      running -= 1;
      done.push(item);
    });
    expect([done, most]).toEqual([[1, 2, 3, 4, 5], 2]);
  });

  it('begins nothing after a failure, and ends when what was under way has ended', async () => {
    const begun: number[] = [];
    const ended: number[] = [];
    const working = sideBySide([1, 2, 3, 4], 2, async (item) => {
      begun.push(item);
      if (item === 1) throw new Error('one');
      await turn();
      ended.push(item);
    });
    await expect(working).rejects.toThrow('one');
    expect([begun, ended]).toEqual([[1, 2], [2]]);
  });
});
