import { setTimeout as delay } from 'node:timers/promises';
import { Coalescer } from './coalescer.js';

describe('Coalescer', () => {
  it('takes those who wait together, in their order, and gives each its own', async () => {
    const groups: number[][] = [];
    const doubling = new Coalescer(async (inputs: readonly number[]) => {
      groups.push([...inputs]);
      await delay(5);
      return inputs.map((input) => input * 2);
    });
    expect(await Promise.all([1, 2, 3].map((input) => doubling.run(input)))).toEqual([2, 4, 6]);
    expect(await doubling.run(4)).toBe(8);
    expect(groups).toEqual([[1], [2, 3], [4]]);
  });

  it('tells everyone of a group that failed, and goes on', async () => {
    let calls = 0;
    const failing = new Coalescer((inputs: readonly number[]) =>
      (calls += 1) === 2 ? Promise.reject(new Error('full')) : Promise.resolve(inputs),
    );
    const [first, ...rest] = await Promise.allSettled([1, 2, 3].map((input) => failing.run(input)));
    expect(first).toMatchObject({ status: 'fulfilled', value: 1 });
    expect(rest.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await failing.run(4)).toBe(4);
  });
});
