import { FilledCells } from './filled-cells.js';

const xml =
  '<table:table-row table:number-rows-repeated="1000"><table:table-cell table:number-columns-repeated="50"/></table:table-row>' +
  '<t:table-row t:number-rows-repeated="3"><t:table-cell t:style-name="a" t:number-columns-repeated="4"><text:p>1</text:p></t:table-cell>' +
  '<t:covered-table-cell t:number-columns-repeated="9"/></t:table-row><table-row><table-cell><p>2</p></table-cell></table-row>';

/** Whether so many cells are too many, told in pieces of a length. */
function isTooMany(most: number, length: number): boolean {
  const cells = new FilledCells(most);
  try {
    for (let at = 0; at < xml.length; at += length) cells.take(xml.slice(at, at + length));
    return false;
  } catch (error) {
    expect(error).toMatchObject({
      code: 'document.too_complex',
      message: expect.stringContaining(`${most} filled cells`) as string,
    });
    return true;
  }
}

it('sheets count, too', () => {
  const sheets = '<table:table table:name="a"></table:table>'.repeat(3);
  expect(() => new FilledCells(1, 3).take(sheets)).not.toThrow();
  expect(() => new FilledCells(1, 2).take(sheets)).toThrow('more than 2 sheets');
});

it.each([1, 7, 64, 10_000])(
  'filled cells count as often as they are repeated, in pieces of %i characters too',
  (length) => {
    expect([12, 13].map((most) => isTooMany(most, length))).toEqual([true, false]);
  },
);
