import type { DataSource } from 'typeorm';
import { inBatches } from './in-batches.js';

const source = { transaction: (work: (manager: object) => Promise<number>) => work({}) } as unknown as DataSource;

it('goes on until a batch meets nothing, and counts what was met', async () => {
  const left = [2, 2, 1, 0, 7];
  const never = new AbortController().signal;
  expect(await inBatches(source, never, () => Promise.resolve(left.shift()!))).toBe(5);
  expect(left).toEqual([7]);
});

it('begins no batch once it is told to stop', async () => {
  const stop = new AbortController();
  const work = () => {
    stop.abort();
    return Promise.resolve(2);
  };
  expect(await inBatches(source, stop.signal, work)).toBe(2);
  expect(await inBatches(source, stop.signal, work)).toBe(0);
});
