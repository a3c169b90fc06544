import fc from 'fast-check';
import { formatQuery, parseQuery, QUERY_FIELDS } from './parse-query.js';

/** As a person would read the parts: excluded ones with `-`, phrases in brackets, fields with `=`. */
const read = (query: string) =>
  parseQuery(query).map((part) => {
    const minus = part.isExcluded ? '-' : '';
    if (part.kind === 'field') return `${minus}${part.field}=${part.value}`;
    return minus + (part.kind === 'phrase' ? `[${part.text}]` : part.text);
  });

describe('parseQuery', () => {
  it.each([
    ['notice period', ['notice', 'period']],
    ['"notice  period" lease', ['[notice period]', 'lease']],
    ['lease -draft -"for discussion"', ['lease', '-draft', '-[for discussion]']],
    ['title:lease TYPE:pdf author:"Ada Lovelace"', ['title=lease', 'type=pdf', 'author=Ada Lovelace']],
    ['-collection:Archive after:2024-01', ['-collection=Archive', 'after=2024-01']],
    ['path:contracts/2024 matter:“2024-0017 A”', ['path=contracts/2024', 'matter=2024-0017 A']],
    ['(“force majeure”)', ['(', '[force majeure]', ')']],
  ])('reads %s', (query, parts) => expect(read(query)).toEqual(parts));

  it.each([
    ['http://example.org note:this', ['http://example.org', 'note:this']],
    ['title: lease', ['title:', 'lease']],
    ['title:"" lease', ['title:', 'lease']],
    ['an unclosed "quote', ['an', 'unclosed', 'quote']],
    ['5" pipe and 6" pipe', ['5', 'pipe', 'and', '6', 'pipe']],
    ['re-entry --force - x', ['re-entry', '--force', '-', 'x']],
    ['"" -""', []],
  ])('takes for words what is no operator: %s', (query, parts) => expect(read(query)).toEqual(parts));

  const piece = fc.oneof(
    fc.constantFrom('"', '“', '-', ':', ' ', '\n', '(', 'title:', 'Before:', '--', 'x', 'é', '契約', '5"', '\u00a0'),
    fc.constantFrom(...QUERY_FIELDS.map((field) => `${field}:v`)),
    fc.string({ unit: 'grapheme', maxLength: 4 }),
  );
  const anything = fc.oneof(
    fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join('')),
    fc.string({ unit: 'binary' }),
  );

  it('reads any text, and the same from how it writes what it read', () => {
    fc.assert(
      fc.property(anything, (query) => {
        const parts = parseQuery(query);
        expect(parseQuery(formatQuery(parts))).toEqual(parts);
      }),
      { numRuns: 2_000 },
    );
  });

  it('loses no letter and no digit of words', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z0-9]{1,6}$/)), (words) => {
        expect(read(words.join(' '))).toEqual(words);
      }),
    );
  });
});
