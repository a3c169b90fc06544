import { BlockBuilder } from './block-builder.js';

describe('BlockBuilder', () => {
  it('loses nothing of a table that holds another, and keeps its order', () => {
    const builder = new BlockBuilder();
    const cell = (text: string) => {
      builder.openCell(false);
      builder.text(text);
      builder.closeCell();
    };
    const row = (...texts: string[]) => {
      builder.openRow();
      texts.forEach(cell);
      builder.closeRow();
    };
    builder.openTable();
    row('above', 'beside');
    builder.openRow();
    cell('left');
    builder.openCell(false);
    builder.text('before');
    builder.openTable();
    row('inner', '1');
    builder.closeTable();
    builder.text('after');
    builder.closeCell();
    cell('right');
    builder.closeRow();
    row('below');
    builder.closeTable();
    builder.text('end');
    expect(builder.finish().map(({ kind, text }) => [kind, text])).toEqual([
      ['table-row', 'above | beside'],
      ['paragraph', 'left'],
      ['paragraph', 'before'],
      ['table-row', 'inner | 1'],
      ['paragraph', 'after'],
      ['paragraph', 'right'],
      ['paragraph', 'below'],
      ['paragraph', 'end'],
    ]);
  });
});
