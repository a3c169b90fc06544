import { blocksOfHtml } from './parse-html.js';
import { type TableCell, blocksOfTable } from './table-rows.js';

const cell = (text: string, isHeader = false): TableCell => ({ text, isHeader, columns: 1, rows: 1 });
const rows = (html: string) => blocksOfHtml(html).map(({ text }) => text);

describe('blocksOfTable', () => {
  it('names every value by its column and keeps the header as a row of its own', () => {
    expect(
      blocksOfTable([
        [cell('City', true), cell('Limit', true)],
        [cell('Hamburg'), cell('140')],
      ]),
    ).toEqual([
      { kind: 'table-row', text: 'City | Limit', page: 1 },
      { kind: 'table-row', text: 'City: Hamburg; Limit: 140', page: 1, header: 'City | Limit' },
    ]);
  });

  it('takes a first row of words above a column of numbers for the header, and no other', () => {
    expect(rows('<table><tr><td>City<td>Limit<tr><td>Hamburg<td>140 €<tr><td>Berlin<td>150 €</table>')).toEqual([
      'City | Limit',
      'City: Hamburg; Limit: 140 €',
      'City: Berlin; Limit: 150 €',
    ]);
    expect(rows('<table><tr><td>Ada<td>Chair<tr><td>Bob<td>Clerk</table>')).toEqual(['Ada | Chair', 'Bob | Clerk']);
  });

  it('takes a first row in bold, or of names above wide rows, for the header', () => {
    expect(rows('<table><tr><td><b>Name</b><td><strong>Office</strong><tr><td>Ada<td>Chair</table>').at(-1)).toBe(
      'Name: Ada; Office: Chair',
    );
    const wide = '<tr><td>Name<td>Office<td>Since<tr><td>Ada<td>Chair<td>May<tr><td>Bob<td>Clerk<td>June';
    expect(rows(`<table>${wide}</table>`).at(-1)).toBe('Name: Bob; Office: Clerk; Since: June');
    const layout = '<tr><td>Name<td>Name<td>Since<tr><td>Ada<td>Chair<td>May<tr><td>Bob<td>Clerk<td>June';
    expect(rows(`<table>${layout}</table>`).at(-1)).toBe('Bob | Clerk | June');
    expect(rows('<table><tr><td><b>Ada</b><td><b>Chair</b><tr><td><b>Bob</b><td><b>Clerk</b></table>')).toEqual([
      'Ada | Chair',
      'Bob | Clerk',
    ]);
  });

  it('joins the names of headers that stand one above the other', () => {
    expect(
      rows(
        '<table><tr><th rowspan=2>City<th colspan=2>Hotel<tr><th>Low<th>High<tr><td>Hamburg<td>120<td>140</table>',
      ).at(-1),
    ).toBe('City: Hamburg; Hotel Low: 120; Hotel High: 140');
  });

  it('repeats what is merged over rows and keeps columns apart after what is merged over columns', () => {
    expect(
      rows(
        '<table><tr><th>Grade<th>City<th>Limit<tr><td rowspan=2>A<td>Hamburg<td>140<tr><td>Berlin<td>150<tr><td colspan=2>others<td>100</table>',
      ).slice(1),
    ).toEqual([
      'Grade: A; City: Hamburg; Limit: 140',
      'Grade: A; City: Berlin; Limit: 150',
      'Grade: others; Limit: 100',
    ]);
  });

  it('bounds what merged cells claim', () => {
    expect(rows('<table><tr><th colspan=99999999>A<th>B<tr><td rowspan=99999999>1<td>2</table>')[1]).toContain('A: 1');
  });
});
