import { retryConflicts } from './retry-conflicts.js';

it('repeats a write that met another commit, and only such a one', async () => {
  const outcomes = [new Error('Retryable commit conflict for version 3'), 'done'];
  let calls = 0;
  const write = async () => {
    const outcome = outcomes[calls++];
    if (outcome instanceof Error) throw outcome;
    return outcome;
  };
  await expect(retryConflicts(write)).resolves.toBe('done');
  expect(calls).toBe(2);
  await expect(retryConflicts(() => Promise.reject(new Error('disk full')))).rejects.toThrow('disk full');
});
