import { linesOfItems } from './pdf-lines.js';
import { holdsWords, wordsOfTsv } from './ocr-words.js';

const row = (...cells: (string | number)[]) => cells.join('\t');
const HEAD = row(
  'level',
  'page_num',
  'block_num',
  'par_num',
  'line_num',
  'word_num',
  'left',
  'top',
  'width',
  'height',
  'conf',
  'text',
);
const page = (number: number) => row(1, number, 0, 0, 0, 0, 0, 0, 600, 800, -1, '');
const word = (
  line: number,
  left: number,
  top: number,
  text: string,
  conf: number,
  more: { page?: number; height?: number } = {},
) => row(5, more.page ?? 1, 1, 1, line, 1, left, top, text.length * 10, more.height ?? 20, conf, text);

describe('wordsOfTsv', () => {
  it('gives lines with their places in points, upwards, and the mean confidence over the characters', () => {
    const [first] = wordsOfTsv(
      [HEAD, page(1), word(1, 100, 100, 'Ten', 90), word(1, 150, 102, 'days', 97), word(2, 100, 130, 'off', 90)].join(
        '\n',
      ),
      144,
    );
    expect(linesOfItems(first!.items)).toMatchObject([
      { text: 'Ten days', left: 50, baseline: 340, size: 10 },
      { text: 'off', baseline: 325 },
    ]);
    expect(first!.confidence).toBeCloseTo(92.8, 1);
    expect(first!.chars).toBe(10);
  });

  it.each([
    ['on its right side', [200, 740, 20, 30], [200, 640, 20, 60], [240, 700, 20, 70]],
    ['on its left side', [380, 30, 20, 30], [380, 100, 20, 60], [340, 30, 20, 70]],
    ['on its head', [540, 580, 30, 20], [410, 580, 60, 20], [500, 540, 70, 20]],
  ] as const)('puts the words of a page that was read lying %s apart and in order', (_, ten, days, notice) => {
    const turned = (box: readonly [number, number, number, number], line: number, text: string) =>
      row(5, 1, 1, 1, line, 1, ...box, 95, text);
    const words = [turned(ten, 1, 'Ten'), turned(days, 1, 'days'), turned(notice, 2, 'notice')];
    const [first] = wordsOfTsv([HEAD, page(1), ...words].join('\n'), 72);
    const lines = linesOfItems(first!.items);
    expect(lines.map(({ text }) => text)).toEqual(['Ten days', 'notice']);
    expect(lines[0]!.baseline).toBeGreaterThan(lines[1]!.baseline);
  });

  it('leaves specks out, and gives clearly larger lines their own size', () => {
    const table = [
      HEAD,
      page(1),
      word(1, 0, 0, 'Title', 95, { height: 40 }),
      word(2, 0, 60, 'body', 95, { height: 18 }),
      word(3, 0, 90, 'text', 95),
      word(4, 0, 120, '~', 3),
    ];
    const [first] = wordsOfTsv(table.join('\n'), 72);
    expect(linesOfItems(first!.items).map(({ text, size }) => [text, size])).toEqual([
      ['Title', 40],
      ['body', 20],
      ['text', 20],
    ]);
  });

  it('parts the pages of a file of several images, and tells those without words', () => {
    const pages = wordsOfTsv(
      [HEAD, page(1), word(1, 0, 0, 'one', 95), page(2), word(1, 0, 0, 'zwo', 20, { page: 2 }), page(3)].join('\n'),
      72,
    );
    expect(pages.map(({ items }) => items.length)).toEqual([1, 1, 0]);
    expect(pages.map(holdsWords)).toEqual([true, false, false]);
  });
});
