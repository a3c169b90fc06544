import fc from 'fast-check';
import { compareTexts } from './compare-texts.js';

it('says which words of which lines differ', async () => {
  const left = 'Lease\n\nThe notice period is three months.\nSigned.';
  const right = 'Lease\n\nThe notice period is six months.\nSigned.\nAnnex A';
  const { lines, ...counts } = await compareTexts(left, right);
  expect(counts).toEqual({ removed: 0, added: 1, changed: 1, isCoarse: false });
  const changed = lines.find(({ kind }) => kind === 'changed');
  expect(changed).toMatchObject({ leftOnly: [[21, 26]], rightOnly: [[21, 24]] });
  expect(lines.at(-1)).toEqual({ kind: 'added', left: null, right: 'Annex A' });
});

it('leaves out what is the same far from any difference', async () => {
  const same = Array.from({ length: 50 }, (_, i) => `line ${i}`).join('\n');
  const { lines } = await compareTexts(same, `${same}\nmore`);
  expect(lines[0]).toEqual({ kind: 'skipped', lines: 47 });
  expect(lines.slice(1).map(({ kind }) => kind)).toEqual(['same', 'same', 'same', 'added']);
  expect((await compareTexts(same, same)).lines).toEqual([{ kind: 'skipped', lines: 50 }]);
});

it('takes no empty line for one that was added or removed', async () => {
  const { lines, ...counts } = await compareTexts('One.\n\nTwo.', 'One.\n\nOne and a half.\n\n\nTwo.\n');
  expect(counts).toEqual({ removed: 0, added: 1, changed: 0, isCoarse: false });
  expect(lines.map(({ kind }) => kind)).toEqual(['same', 'added', 'same']);
});

it('holds every line with words of both sides, in order, whatever they are', async () => {
  const text = fc
    .array(fc.constantFrom('a', 'b b', 'c', '', 'd d d'), { maxLength: 12 })
    .map((some) => some.join('\n'));
  await fc.assert(
    fc.asyncProperty(text, text, async (left, right) => {
      const { lines } = await compareTexts(left, right);
      const shown = (side: 'left' | 'right') =>
        lines.flatMap((line) => (line.kind === 'skipped' || line[side] === null ? [] : [line[side]]));
      const skipped = lines.reduce((sum, line) => sum + (line.kind === 'skipped' ? line.lines : 0), 0);
      const worded = (whole: string) => whole.split('\n').filter((line) => line !== '').length;
      expect(shown('left').length + skipped).toBe(worded(left));
      expect(shown('right').length + skipped).toBe(worded(right));
    }),
  );
});
