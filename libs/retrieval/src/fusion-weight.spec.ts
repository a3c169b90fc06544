import { fusionWeightFor } from './fusion-weight.js';

it('counts the starter embedder little, and not at all for a script that it cannot read', () => {
  const starter = { isStarter: true };
  expect(fusionWeightFor(starter, 'How many days of leave?')).toBeGreaterThan(0);
  expect(fusionWeightFor(starter, 'Wie viele Urlaubstage?')).toBeGreaterThan(0);
  expect(fusionWeightFor(starter, '多少天假？')).toBe(0);
  expect(fusionWeightFor({ isStarter: false }, '多少天假？')).toBeGreaterThan(fusionWeightFor(starter, 'leave'));
});

it('takes what was measured for the index, save where the embedder can not read the question', () => {
  expect(fusionWeightFor({ isStarter: true }, 'leave', 0.3)).toBe(0.3);
  expect(fusionWeightFor({ isStarter: false }, '多少天假？', 0)).toBe(0);
  expect(fusionWeightFor({ isStarter: true }, '多少天假？', 0.3)).toBe(0);
});
