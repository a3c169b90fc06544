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
