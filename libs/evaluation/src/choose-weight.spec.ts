import { chooseWeight } from './choose-weight.js';

const measured = (...scores: number[]) => scores.map((ndcgAt10, i) => ({ weight: i / 10, ndcgAt10 }));

it('takes the middle of the best stretch, not a lucky peak', () => {
  expect(chooseWeight(measured(0.5, 0.66, 0.5, 0.6, 0.62, 0.6, 0.5), 0.5)).toBe(0.4);
});

it('stays with the default unless another is clearly better', () => {
  expect(chooseWeight(measured(0.5, 0.505, 0.505, 0.5), 0.5)).toBeNull();
  expect(chooseWeight([], 0.5)).toBeNull();
  expect(chooseWeight(measured(0.6), 0.5)).toBe(0);
});
