import { type Selection, chosenNow, nothing, press, setAll, shareOf } from './selection.js';

interface Item {
  readonly id: string;
  readonly state?: string;
}
const items = (letters: string): Item[] => [...letters].map((id) => ({ id }));
const PAGE = items('abcdef');
const chosenIn = ({ chosen }: Selection<Item>) => [...chosen.keys()].sort().join('');
const on = (selection: Selection<Item>, id: string, shown = PAGE) =>
  press(selection, shown, id, { isOn: true, isRange: false });
const reach = (selection: Selection<Item>, id: string, isOn = true, shown = PAGE) =>
  press(selection, shown, id, { isOn, isRange: true });

it('chooses what is pressed, and takes it back', () => {
  const both = on(on(nothing<Item>(), 'b'), 'd');
  expect(chosenIn(both)).toBe('bd');
  expect(chosenIn(press(both, PAGE, 'b', { isOn: false, isRange: false }))).toBe('d');
});

it('reaches with Shift from the box before in either direction, both ends included', () => {
  expect(chosenIn(reach(on(nothing<Item>(), 'b'), 'e'))).toBe('bcde');
  expect(chosenIn(reach(on(nothing<Item>(), 'e'), 'b'))).toBe('bcde');
});

it('gives everything in reach what the pressed box has, and reaches on from there', () => {
  const most = reach(on(nothing<Item>(), 'a'), 'e');
  const fewer = reach(most, 'c', false);
  expect(chosenIn(fewer)).toBe('ab');
  expect(chosenIn(reach(fewer, 'd'))).toBe('abcd');
});

it('takes a press with Shift for one without where the box before is on another page, or none was', () => {
  expect(chosenIn(reach(nothing<Item>(), 'd'))).toBe('d');
  expect(chosenIn(reach(on(nothing<Item>(), 'b'), 'y', true, items('xyz')))).toBe('by');
});

it('keeps what was chosen on other pages when all of a page is chosen or left', () => {
  const first = setAll(nothing<Item>(), PAGE, true);
  const both = setAll(first, items('xyz'), true);
  expect(chosenIn(both)).toBe('abcdefxyz');
  expect(chosenIn(setAll(both, PAGE, false))).toBe('xyz');
});

it('tells whether nothing, some or all of a page is chosen', () => {
  expect(shareOf(nothing<Item>(), PAGE)).toBe('none');
  expect(shareOf(on(nothing<Item>(), 'b'), PAGE)).toBe('some');
  expect(shareOf(setAll(nothing<Item>(), items('abcdefx'), true), PAGE)).toBe('all');
});

it('gives what is chosen as the page knows it now, and the rest as it was', () => {
  const chosen = setAll(
    nothing<Item>(),
    [
      { id: 'a', state: 'queued' },
      { id: 'x', state: 'failed' },
    ],
    true,
  );
  expect(chosenNow(chosen, [{ id: 'a', state: 'live' }])).toEqual([
    { id: 'a', state: 'live' },
    { id: 'x', state: 'failed' },
  ]);
});
