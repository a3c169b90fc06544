import { linesOfItems, type PdfTextItem } from './pdf-lines.js';
import { piecesOfLines } from './pdf-tables.js';
import { blocksOfTable } from './table-rows.js';

const run = (str: string, x: number, y: number, fontName = 'f'): PdfTextItem => ({
  str,
  transform: [10, 0, 0, 10, x, y],
  width: str.length * 5,
  hasEOL: false,
  fontName,
});
const rows = (table: readonly (readonly string[])[], places: readonly number[], pitch = 14, top = 700) =>
  table.flatMap((cells, row) =>
    cells.flatMap((text, column) => (text === '' ? [] : [run(text, places[column]!, top - row * pitch)])),
  );
const pieces = (items: readonly PdfTextItem[]) =>
  piecesOfLines(linesOfItems(items)).map((piece) =>
    'table' in piece
      ? blocksOfTable(piece.table.rows).map(({ text }) => text)
      : piece.lines.map(({ text }) => text).join('\n'),
  );

describe('piecesOfLines', () => {
  it('recognises rows by their columns, names the columns, and leaves the text around it alone', () => {
    const before = run('The days of leave are those of the following table, which all offices share.', 72, 730);
    const table = rows(
      [
        ['Kind', 'Days', 'Paid'],
        ['Annual', '25', '100'],
        ['Sick', '10', '80'],
        ['Care', '', '0'],
      ],
      [72, 200, 300],
    );
    const after = run('Whoever needs more days than these asks the office, and waits for its answer.', 72, 620);
    expect(pieces([before, ...table, after])).toEqual([
      before.str,
      [
        'Kind | Days | Paid',
        'Kind: Annual; Days: 25; Paid: 100',
        'Kind: Sick; Days: 10; Paid: 80',
        'Kind: Care; Paid: 0',
      ],
      after.str,
    ]);
  });

  it('takes names of columns from their font, and joins the lines of a cell', () => {
    const head = [run('Office', 72, 700, 'bold'), run('Task', 200, 700, 'bold'), run('Person', 420, 700, 'bold')];
    const body = [
      run('Ferry', 72, 680),
      run('carries people and their', 200, 680),
      run('Ada', 420, 680),
      run('bicycles over the river', 200, 668),
      run('Mill', 72, 648),
      run('grinds the corn of the', 200, 648),
      run('Bo', 420, 648),
      run('whole valley', 200, 636),
      run('Inn', 72, 616),
      run('feeds everybody', 200, 616),
      run('Cy', 420, 616),
    ];
    expect(pieces([...head, ...body])).toEqual([
      [
        'Office | Task | Person',
        'Office: Ferry; Task: carries people and their bicycles over the river; Person: Ada',
        'Office: Mill; Task: grinds the corn of the whole valley; Person: Bo',
        'Office: Inn; Task: feeds everybody; Person: Cy',
      ],
    ]);
  });

  it('keeps apart two tables that stand beside each other', () => {
    const one = rows(
      [
        ['Year', 'Tons'],
        ['North', '1'],
        ['East', '2'],
        ['West', '3'],
        ['South', '4'],
        ['Sum', '10'],
        ['Mean', '2'],
        ['Most', '4'],
      ],
      [72, 150],
    );
    const other = rows(
      [
        ['Place', '2029/30'],
        ['North', '5'],
        ['East', '6'],
        ['West', '7'],
      ],
      [320, 400],
    );
    expect(pieces([...one, ...other])).toEqual([
      expect.arrayContaining(['Year: East; Tons: 2']),
      ['Place | 2029/30', 'Place: North; 2029/30: 5', 'Place: East; 2029/30: 6', 'Place: West; 2029/30: 7'],
    ]);
  });

  it.each([
    [
      'two rows',
      rows(
        [
          ['Kind', 'Days', 'Paid'],
          ['Annual', '25', '100'],
        ],
        [72, 200, 300],
      ),
    ],
    [
      'a list',
      rows(
        [
          ['1.', 'first of the items'],
          ['2.', 'second of the items'],
          ['3.', 'third one'],
        ],
        [72, 100],
      ),
    ],
    [
      'labels without names above them',
      rows(
        [
          ['Name', 'Ada'],
          ['Place', 'Mill'],
          ['Since', 'May'],
        ],
        [72, 200],
      ),
    ],
    [
      'a table of contents',
      rows(
        [
          ['Leave . . . . . . . .', '3', 'a'],
          ['Sick . . . . . . . .', '4', 'b'],
          ['Care . . . . . . .', '5', 'c'],
        ],
        [72, 300, 350],
      ),
    ],
  ])('does not take %s for a table', (_what, items) => {
    expect(pieces(items).every((piece) => typeof piece === 'string')).toBe(true);
  });

  it('takes items of lists within lists for no table', () => {
    const list = [
      ['1.', 'The first one', ''],
      ['', 'a.', 'with a part'],
      ['', 'b.', 'and another'],
      ['2.', 'The second one', ''],
    ];
    expect(pieces(rows(list, [72, 90, 108]))).toEqual([
      '1. The first one\na. with a part\nb. and another\n2. The second one',
    ]);
  });
});
