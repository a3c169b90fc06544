import { OdfListStyles, OdfNumbering } from './odf-numbering.js';

const attributes = (given: Readonly<Record<string, string>>) => (name: string) => given[name] ?? null;
const NONE = attributes({});

const styles = new OdfListStyles();
const number = (given: Readonly<Record<string, string>>) => styles.open('list-level-style-number', attributes(given));
styles.open('list-style', attributes({ name: 'L1' }));
number({ level: '1', 'num-format': '1', 'num-suffix': '.' });
number({ level: '2', 'num-format': '1', 'display-levels': '2' });
number({ level: '3', 'num-format': 'a', 'num-prefix': '(', 'num-suffix': ')', 'start-value': '3' });
number({ level: '4', 'num-format': 'I', 'num-list-format': '%1%.%4%' });
styles.close('list-style');
styles.open('outline-style', attributes({ name: 'Outline' }));
styles.open('outline-level-style', attributes({ level: '1', 'num-format': '1', 'num-prefix': 'Article ' }));
styles.open('outline-level-style', attributes({ level: '2', 'num-format': '' }));
styles.close('outline-style');
styles.open('style', attributes({ family: 'paragraph', name: 'P1', 'parent-style-name': 'P0' }));
styles.open('style', attributes({ family: 'paragraph', name: 'P0', 'list-style-name': '' }));

/** A list of items, or of lists where there is an array. */
type Items = readonly (string | Items)[];

function walk(numbering: OdfNumbering, items: Items, given: Readonly<Record<string, string>>): string[] {
  numbering.openList(attributes(given));
  const found = items.flatMap((item) => {
    numbering.openItem(NONE, true);
    return typeof item === 'string' ? [`${numbering.ofParagraph()} ${item}`] : walk(numbering, item, {});
  });
  numbering.closeList();
  return found;
}

describe('OdfNumbering', () => {
  it('counts items by level; an item that only holds a list has no number', () => {
    expect(
      walk(new OdfNumbering(styles), ['Term', ['begins', ['now', [['x']]]], 'Price', ['due']], { 'style-name': 'L1' }),
    ).toEqual(['1. Term', '1.1 begins', '(c) now', ' x', '2. Price', '2.1 due']);
  });

  it('goes on where a list says that it continues another, and begins anew where it does not', () => {
    const numbering = new OdfNumbering(styles);
    expect(walk(numbering, ['a'], { 'style-name': 'L1', id: 'list1' })).toEqual(['1. a']);
    expect(walk(numbering, ['b'], { 'style-name': 'L1' })).toEqual(['1. b']);
    expect(walk(numbering, ['c'], { 'style-name': 'L1', 'continue-list': 'list1' })).toEqual(['2. c']);
    expect(walk(numbering, ['d'], { 'style-name': 'L1', 'continue-numbering': 'true' })).toEqual(['3. d']);
  });

  it('numbers the first paragraph of an item only, and not what stands above a list', () => {
    const numbering = new OdfNumbering(styles);
    numbering.openList(attributes({ 'style-name': 'L1' }));
    numbering.openItem(NONE, false);
    expect(numbering.ofParagraph()).toBe('');
    numbering.openItem(attributes({ 'start-value': '4' }), true);
    expect([numbering.ofParagraph(), numbering.ofParagraph()]).toEqual(['4.', '']);
  });

  it('numbers headings by the outline, unless their style or they themselves say no', () => {
    const numbering = new OdfNumbering(styles);
    const heading = (given: Readonly<Record<string, string>>) => numbering.ofHeading(attributes(given));
    expect([
      heading({ 'outline-level': '1' }),
      heading({ 'outline-level': '1', 'style-name': 'P1' }),
      heading({ 'outline-level': '1', 'is-list-header': 'true' }),
      heading({ 'outline-level': '2' }),
      heading({ 'outline-level': '1' }),
    ]).toEqual(['Article 1', '', '', '', 'Article 2']);
  });

  it('shows the levels that a newer program names', () => {
    const numbering = new OdfNumbering(styles);
    expect(walk(numbering, [[[['deep']]]], { 'style-name': 'L1' })).toEqual(['1.I deep']);
  });
});
