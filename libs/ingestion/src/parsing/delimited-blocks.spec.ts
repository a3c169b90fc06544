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
});
