import { inReadingOrder } from './pdf-columns.js';
import { linesOfItems, type PdfLine, type PdfTextItem } from './pdf-lines.js';

const run = (str: string, x: number, y: number, more: Partial<PdfTextItem> = {}): PdfTextItem => ({
  str,
  transform: [10, 0, 0, 10, x, y],
  width: str.length * 5,
  hasEOL: false,
  fontName: 'f',
  ...more,
});
const LEFT = [
  'The left column begins with the',
  'first half of all that is to be',
  'read on this page, and it ends',
  'here at the foot of the column.',
];
const RIGHT = [
  'The right column holds the rest',
  'of the words of this same page,',
  'which nobody should read before',
  'the left one has come to an end.',
];
const texts = (lines: readonly PdfLine[]) => inReadingOrder(lines).map(({ text }) => text);

describe('inReadingOrder', () => {
  const title = run('A title which spans both of the columns below it, as titles do', 72, 730);
  const across = LEFT.flatMap((text, row) => [run(text, 72, 700 - row * 12), run(RIGHT[row]!, 320, 700 - row * 12)]);

  it('reads one column after the other though the file draws line by line across both, the title first', () => {
    expect(texts(linesOfItems([title, ...across]))).toEqual([title.str, ...LEFT, ...RIGHT]);
  });

  it('parts columns at a table that reaches across them, however whole they are drawn', () => {
    const column = (words: readonly string[], x: number, top: number) =>
      words.map((text, row) => run(text, x, top - row * 12, { hasEOL: true }));
    const rows = ['North 10 12 2', 'South 20 19 1', 'West 30 33 3'].map((row) => row.split(' '));
    const table = rows.flatMap((cells, row) => cells.map((cell, at) => run(cell, 72 + at * 120, 600 - row * 12)));
    const above = [...column(LEFT, 72, 700), ...column(RIGHT, 320, 700)];
    const below = [...column(LEFT, 72, 500), ...column(RIGHT, 320, 500)];
    expect(texts(linesOfItems([...above, ...table, ...below]))).toEqual([
      ...[...LEFT, ...RIGHT],
      ...rows.map((cells) => cells.join(' ')),
      ...[...LEFT, ...RIGHT],
    ]);
  });

  it('finds three columns', () => {
    const third = RIGHT.map((text, row) => run(text, 568, 700 - row * 12));
    const drawn = across.concat(third).sort((a, b) => b.transform[5]! - a.transform[5]!);
    expect(texts(linesOfItems(drawn))).toEqual([...LEFT, ...RIGHT, ...RIGHT]);
  });

  it('reads narrow columns whole where a line of one reaches further than the others', () => {
    const column = (name: string, x: number) =>
      Array.from({ length: 14 }, (_, row) => run(`${name} ${row} of the lease`, x, 700 - row * 12));
    const [left, middle, right] = [column('left', 72), column('middle', 240), column('right', 408)];
    middle[6] = run('middle reaches further yet', 240, 628);
    const drawn = [...left, ...middle, ...right];
    expect(texts(linesOfItems(drawn))).toEqual(drawn.map(({ str }) => str));
  });

  it('keeps labels beside their values together: they are no columns of prose', () => {
    const form = ['Name', 'Born', 'Place', 'Office', 'Since'].flatMap((label, row) => [
      run(label, 72, 700 - row * 12),
      run('a value that is rather longer than its label', 200, 700 - row * 12),
    ]);
    expect(texts(linesOfItems(form))[0]).toBe('Name a value that is rather longer than its label');
  });

  it('keeps the order of drawing where it is that of reading, and mends it where lines jump about', () => {
    const lines = LEFT.concat(RIGHT).map((text, row) => run(text, 72, 700 - row * 12));
    expect(texts(linesOfItems(lines))).toEqual([...LEFT, ...RIGHT]);
    const shuffled = [3, 6, 1, 4, 7, 0, 5, 2].map((row) => lines[row]!);
    expect(texts(linesOfItems(shuffled))).toEqual([...LEFT, ...RIGHT]);
  });

  it('puts footnotes of the first column and stamps at the edge behind everything', () => {
    const small = { transform: [7, 0, 0, 7, 72, 655] };
    const note = run('1 The note at the foot of the first column.', 72, 655, { ...small, width: 150 });
    const stamp = run('Draft of the third of May', 20, 300, { transform: [0, 10, -10, 0, 20, 300] });
    const left = LEFT.map((text, row) => run(text, 72, 700 - row * 12, { hasEOL: true }));
    const right = RIGHT.map((text, row) => run(text, 320, 700 - row * 12, { hasEOL: true }));
    expect(texts(linesOfItems([stamp, ...left, note, ...right]))).toEqual([...LEFT, ...RIGHT, note.str, stamp.str]);
  });
});
