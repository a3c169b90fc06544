import { monthOf } from './months.js';
import { isWithin, rangeOf } from './ranges.js';

describe('rangeOf', () => {
  it.each([
    ['10–25', [10, 25], [9, 26]],
    ['10 - 25 people', [10, 25], [9, 26]],
    ['EUR 1,000 to EUR 5,000', [1000, 4800], [999]],
    ['from 10 bis 25 Personen', [12], [26]],
    ['up to 10', [0, 10], [11]],
    ['bis zu 10', [10], [11]],
    ['< 5', [4], [5]],
    ['under 5 years', [4], [5]],
    ['more than 50', [51], [50]],
    ['über 50', [51], [50]],
    ['from 100', [100, 1e6], [99]],
    ['ab 100 Stück', [100], [99]],
    ['≥ 100', [100], [99]],
    ['100+', [100], [99]],
    ['100 or more', [100], [99]],
    ['9 people or fewer', [9], [10]],
    ['10以上', [10], [9]],
    ['5人未満', [4], [5]],
  ])('%s', (text, within, outside) => {
    const range = rangeOf(text)!;
    expect(within.filter((value) => !isWithin(value, range))).toEqual([]);
    expect(outside.filter((value) => isWithin(value, range))).toEqual([]);
  });

  it.each(['12', 'EUR 900', '2024-03', 'Chapter 3', 'from the archive', '25–10', '12.03.2024', 'over the river'])(
    'is none: %s',
    (text) => expect(rangeOf(text)).toBeNull(),
  );
});

describe('monthOf', () => {
  it.each([
    ['Mar', 3],
    ['März 2024', 3],
    ['Sept.', 9],
    ['2024-03', 3],
    ['03/2024', 3],
    ['2024年3月', 3],
    ["Mar '24", 3],
  ])('%s', (cell, month) => expect(monthOf(cell)).toBe(month));

  it.each(['3', '13/2024', 'Margin', 'Mar and Apr', ''])('is none: %s', (cell) => expect(monthOf(cell)).toBeNull());
});
