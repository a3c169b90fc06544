import { HiddenInOds, HiddenInXlsx, Lines } from './hidden-lines.js';

const UP_TO_TEN = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

describe('lines that a sheet does not show', () => {
  it('are counted among those that are filled', () => {
    const lines = new Lines();
    lines.add(2, 1);
    lines.add(3, 2);
    lines.add(8, 1_000_000);
    expect([lines.countOf([]), lines.countOf([0, 4, 5, 9]), lines.countOf(UP_TO_TEN)]).toEqual([0, 2, 5]);
  });

  it('are named by rows and columns of Excel, also where a row does not say its number and a tag is cut in two', () => {
    const hidden = new HiddenInXlsx();
    hidden.take(
      '<cols><col min="2" max="4" width="0" hidden="1"/><col min="6" max="6" hidden="0"/></cols><row r="1"/>',
    );
    hidden.take('<row hid');
    hidden.take('den="true"><c r="A2"/></row><x:row spans="1:2" r="7" hidden="1"/><row r="8" unhidden="1"/>');
    expect(hidden.columns.countOf(UP_TO_TEN)).toBe(3);
    expect([hidden.rows.countOf([1]), hidden.rows.countOf([6]), hidden.rows.countOf(UP_TO_TEN)]).toEqual([1, 1, 2]);
  });

  it('are named by rows, columns and sheets of OpenDocument, repeated ones and what a filter leaves out too', () => {
    const hidden = new HiddenInOds();
    hidden.take(`<style:style style:name="ta1" style:family="table"><style:table-properties table:display="true"/></style:style>
      <style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>
      <table:table table:name="A" table:style-name="ta1"><table:table-column table:number-columns-repeated="2"/>
      <table:table-column table:visibility="collapse" table:number-columns-repeated="3"/>
      <table:table-row table:number-rows-repeated="4"/><table:table-row table:visibility="filter" table:number-rows-repeated="2">
      <table:table-row/><table:table-row table:visibility="collapse"/></table:table>
      <table:table table:name="B" table:style-name="ta2"><table:table-row table:visibility="visible"/></table:table>`);
    const [first, second] = hidden.sheets;
    expect([first!.isHidden, second!.isHidden]).toEqual([false, true]);
    expect([first!.rows.countOf(UP_TO_TEN), first!.columns.countOf(UP_TO_TEN)]).toEqual([3, 3]);
    expect([first!.rows.countOf([4, 5]), first!.rows.countOf([7]), second!.rows.countOf(UP_TO_TEN)]).toEqual([2, 1, 0]);
  });
});
