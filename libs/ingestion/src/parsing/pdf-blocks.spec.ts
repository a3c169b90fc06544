import { blocksOfPdf } from './pdf-blocks.js';
import { linesOfItems, type PdfLine, type PdfTextItem } from './pdf-lines.js';

const line = (text: string, baseline: number, more: Partial<PdfLine> = {}): PdfLine => ({
  text,
  baseline,
  left: 72,
  right: 72 + text.length * 5,
  size: 10,
  font: 'body',
  angle: 0,
  segments: [{ text, left: more.left ?? 72, right: (more.left ?? 72) + text.length * 5 }],
  ...more,
});
const brief = (...lines: PdfLine[]) =>
  blocksOfPdf([{ number: 1, lines }]).blocks.map((block) => [block.kind, block.text, block.level]);

describe('blocksOfPdf', () => {
  it('joins wrapped lines, also over a hyphen, and parts at wider gaps', () => {
    expect(
      brief(
        line('Employees who fall ill during their annual leave may ask for infor-', 700),
        line('mation about the days that are counted as sick leave instead.', 688),
        line('They bring a certificate within three days of their return to work.', 664),
      ),
    ).toEqual([
      [
        'paragraph',
        'Employees who fall ill during their annual leave may ask for information about the days that are counted as sick leave instead.',
        undefined,
      ],
      ['paragraph', 'They bring a certificate within three days of their return to work.', undefined],
    ]);
  });

  it('parts clauses that stand line by line, but no sentence that names one', () => {
    const torn = [
      ['It follows from what the parties agreed on in the contract of lease, according to § 4,', '§ 5 and § 6 of it.'],
      ['The antenna receives at all of the frequencies that are named by the rules (see above)', '2.5 GHz among them.'],
    ] as const;
    for (const [above, below] of torn)
      expect(brief(line(above, 700), line(below, 688))).toEqual([['paragraph', `${above} ${below}`, undefined]]);
    const ended = 'The tenant bears the costs of heating and of water, and pays them in advance each month.';
    expect(brief(line(ended, 700), line('(1a) So does the owner.', 688), line('§ 5 The end.', 676))).toHaveLength(3);
  });

  it('takes larger type for headings, ranked by size, and bold lines below them', () => {
    const body = 'The text of the body is set in the size that most of the characters have.';
    expect(
      brief(
        line('Handbook', 740, { size: 24, font: 'bold' }),
        line('Leave', 700, { size: 14, font: 'bold' }),
        line(body, 680),
        line('Sick leave', 655, { font: 'bold' }),
        line(body, 643),
      ),
    ).toEqual([
      ['heading', 'Handbook', 1],
      ['heading', 'Leave', 2],
      ['paragraph', body, undefined],
      ['heading', 'Sick leave', 3],
      ['paragraph', body, undefined],
    ]);
  });

  it('takes no heading from addresses, figures, stamps at the edge, small type, or long runs of large type', () => {
    const body = 'The text of the body is set in the size that most of the characters have.';
    const large = ['North', 'East', 'South', 'West', 'Middle'].map((text, row) =>
      line(text, 600 - row * 40, { size: 20, font: 'bold' }),
    );
    const blocks = brief(
      line(body, 720),
      line(body, 708),
      line('{ada,bo}@office.example', 680, { size: 14 }),
      line('― 221,834 (104,702) net', 660, { size: 14 }),
      line('1 Institute of Offices', 640, { size: 8 }),
      line('arXiv:2103.15348v2 [cs.CV] 21 Jun 2021', 20, { size: 20, angle: Math.PI / 2 }),
      ...large,
    );
    expect(blocks.filter(([kind]) => kind === 'heading')).toEqual([]);
  });

  it('starts an item at each bullet, also at those of sign fonts', () => {
    expect(
      brief(
        line('• first item of the list', 700),
        line('goes on here', 688),
        line('\uf0b7 second item', 676),
        line('3. third item of the list', 664),
      ),
    ).toEqual([
      ['list-item', 'first item of the list goes on here', 1],
      ['list-item', 'second item', 1],
      ['list-item', '3. third item of the list', 1],
    ]);
  });

  it('takes numbered lines right below each other for items, and one with text below it for a heading', () => {
    expect(
      brief(
        line('1. Services', 700),
        line('The provider cleans the offices and maintains the lifts of the building all year.', 676),
        line('1. Cleaning of offices', 640),
        line('2. Maintenance of lifts', 616),
        line('3. Parking', 592),
      ).map(([kind]) => kind),
    ).toEqual(['heading', 'paragraph', 'list-item', 'list-item', 'list-item']);
  });

  it('carries a sentence from the foot of one column to the head of the next', () => {
    expect(
      brief(
        line('The sentence that begins in the left column and', 100),
        line('ends in the right column.', 700, { left: 320 }),
      ),
    ).toHaveLength(1);
  });
});

describe('linesOfItems', () => {
  const item = (str: string, x: number, y: number, more: Partial<PdfTextItem> = {}): PdfTextItem => ({
    str,
    transform: [10, 0, 0, 10, x, y],
    width: str.length * 5,
    hasEOL: false,
    fontName: 'f',
    ...more,
  });

  it('puts runs of a baseline together, with a space where a gap is', () => {
    const lines = linesOfItems([
      item('Annual', 72, 700),
      item('leave', 110, 700),
      item('s', 135, 700),
      item('Next', 72, 688),
    ]);
    expect(lines.map((found) => found.text)).toEqual(['Annual leaves', 'Next']);
  });

  it('begins a line where a run stands below the last one rather than beside it', () => {
    const cell = [item('line one', 100, 500), item('line two', 100, 496), item('H', 10, 470)];
    const index = item('2', 15, 467, { transform: [6, 0, 0, 6, 15, 467] });
    expect(linesOfItems([...cell, index]).map(({ text }) => text)).toEqual(['line one', 'line two', 'H2']);
  });

  it('reads type that runs up the page like any other', () => {
    const upwards = (str: string, y: number) => item(str, 50, y, { transform: [0, 10, -10, 0, 50, y] });
    expect(linesOfItems([upwards('Turned', 100), upwards('text', 140)]).map((found) => found.text)).toEqual([
      'Turned text',
    ]);
  });

  it('goes on with the column names of a table on the next page', () => {
    const run = (str: string, x: number, y: number, fontName = 'f'): PdfTextItem => ({
      ...{ str, fontName, transform: [10, 0, 0, 10, x, y], width: str.length * 5, hasEOL: false },
    });
    const page = (number: number, rows: string[][], fontName = 'f') => ({
      number,
      lines: linesOfItems(
        rows.flatMap((cells, row) =>
          cells.map((text, column) => run(text, [72, 200, 300][column]!, 700 - row * 14, row === 0 ? fontName : 'f')),
        ),
      ),
    });
    const data = (start: number) =>
      Array.from({ length: 5 }, (_, i) => [`Item ${start + i}`, `${start + i}5.00`, `${start + i}`]);
    const pages = [page(1, [['Item', 'Price', 'Days'], ...data(10)], 'bold'), page(2, data(20)), page(3, data(30))];
    const { blocks } = blocksOfPdf(pages);
    expect(blocks.filter(({ page: at }) => at === 2)[0]).toEqual({
      ...{ kind: 'table-row', page: 2, header: 'Item | Price | Days' },
      text: 'Item: Item 20; Price: 205.00; Days: 20',
    });
    expect(blocks.at(-1)!.text).toBe('Item: Item 34; Price: 345.00; Days: 34');
  });

  it('takes no entry of a table of contents for a heading', () => {
    expect(
      brief(
        line('1.1 Security fundamentals . . . . . . . . . . 2', 700),
        line('1.2 Roles and separation of duties . . . . . . 12', 688),
        line('1.1 Security fundamentals', 600),
        line('The text of the chapter follows its heading and is longer than that.', 580),
      ).map(([kind]) => kind),
    ).toEqual(['paragraph', 'paragraph', 'heading', 'paragraph']);
  });
});
