import { fusionWeightFor } from './fusion-weight.js';

const starter = { isStarter: true, fusionWeight: 0.08 };
const other = { isStarter: false, fusionWeight: null };

it('counts the starter as it was measured, and not at all on questions in another script', () => {
  expect(fusionWeightFor(starter, 'How many days of leave?')).toBe(0.08);
  expect(fusionWeightFor(starter, 'Wie viele Urlaubstage?')).toBe(0.08);
  expect(fusionWeightFor(starter, '多少天假？')).toBe(0);
  expect(fusionWeightFor(other, '多少天假？')).toBeGreaterThan(fusionWeightFor(starter, 'leave'));
});

it('takes what was measured for the index first', () => {
  expect(fusionWeightFor(starter, 'leave', 0.3)).toBe(0.3);
  expect(fusionWeightFor(other, '多少天假？', 0)).toBe(0);
  expect(fusionWeightFor(starter, '多少天假？', 0.3)).toBe(0);
});
