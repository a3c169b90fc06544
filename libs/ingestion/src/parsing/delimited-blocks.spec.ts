import fc from 'fast-check';
import { blocksOfRows } from './delimited-blocks.js';

const brief = (rows: string[][]) => blocksOfRows(rows).map((block) => [block.kind, block.text, block.header]);

describe('blocksOfRows', () => {
  it('repeats the column names in every row and skips empty cells', () => {
    expect(
      brief([
        ['Name', 'Room', 'Phone'],
        ['Ada', '', '17'],
        ['Bob', '4', ''],
      ]),
    ).toEqual([
      ['table-row', 'Name | Room | Phone', undefined],
      ['table-row', 'Name: Ada; Phone: 17', 'Name | Room | Phone'],
      ['table-row', 'Name: Bob; Room: 4', 'Name | Room | Phone'],
    ]);
  });

  it('keeps values beyond the header and joins broken lines in cells', () => {
    expect(
      brief([
        ['Name', 'Note'],
        ['Ada', 'two\nlines', 'extra'],
      ])[1]![1],
    ).toBe('Name: Ada; Note: two lines; extra');
  });

  it('takes a line above the table for its caption', () => {
    expect(
      brief([
        ['Cups', ''],
        ['Team', 'Won'],
        ['Blues', '1'],
      ]),
    ).toEqual([
      ['paragraph', 'Cups', undefined],
      ['table-row', 'Team | Won', undefined],
      ['table-row', 'Team: Blues; Won: 1', 'Team | Won'],
    ]);
  });

  it('tells tables apart that stand below each other, and goes on with the names above where a part has none', () => {
    const sheet = [
      ['Rates of 2031'],
      ['made', 'in May'],
      ['City', 'Low', 'High', 'Note'],
      ['Hamburg', '120', '140', ''],
      ['Berlin', '130', '150', 'fairs'],
      ['', 'Person', 'Office'],
      ['', 'Ada', 'Chair'],
    ];
    const texts = (breaks: number[]) => blocksOfRows(sheet, new Set(breaks)).map(({ text }) => text);
    expect(texts([4, 5])).toEqual([
      'Rates of 2031',
      'made | in May',
      'City | Low | High | Note',
      'City: Hamburg; Low: 120; High: 140',
      'City: Berlin; Low: 130; High: 150; Note: fairs',
      'Person | Office',
      'Person: Ada; Office: Chair',
    ]);
    expect(texts([]).at(-1)).toBe('Low: Ada; High: Chair');
  });

  it('makes one block of each filled row, whatever breaks there are', () => {
    const cellText = fc.constantFrom('', '', 'a', 'b c', '7', '2031-05-01');
    const sheets = fc.array(fc.array(cellText, { maxLength: 5 }), { maxLength: 12 });
    fc.assert(
      fc.property(sheets, fc.array(fc.nat(12)), (sheet, breaks) => {
        const filled = sheet.filter((row) => row.some((cell) => cell !== ''));
        const blocks = blocksOfRows(filled, new Set(breaks));
        expect(blocks).toHaveLength(filled.length);
        filled.forEach((row, i) => row.forEach((cell) => expect(blocks[i]!.text).toContain(cell)));
      }),
    );
  });

  it('does not take numbers for names', () => {
    expect(
      brief([
        ['1', '2.5'],
        ['3', '4'],
      ]),
    ).toEqual([
      ['table-row', '1 | 2.5', undefined],
      ['table-row', '3 | 4', undefined],
    ]);
  });

  it('reads more rows than a call takes arguments', () => {
    const rows = Array.from({ length: 150_000 }, (_, row) => [String(row), 'x']);
    expect(blocksOfRows([['Id', 'Name'], ...rows])).toHaveLength(150_001);
  });
});
