import fc from 'fast-check';
import { assembleText } from './assemble-text.js';
import type { Block, BlockKind } from './parsed-document.js';

const KINDS: BlockKind[] = ['heading', 'paragraph', 'list-item', 'table-row', 'code', 'quote'];
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.constantFrom('a', ' ', '\n', '\r\n', '\0', '\ud83d', '\ude00', 'e\u0301', '\u00ad', '\u00a0', '\t'), {
      maxLength: 12,
    })
    .map((parts) => parts.join('')),
);
const anyBlocks = fc
  .array(fc.record({ kind: fc.constantFrom(...KINDS), text: anyText, pageStep: fc.integer({ min: 0, max: 2 }) }), {
    maxLength: 30,
  })
  .map((items) => {
    let page = 1;
    return items.map(({ kind, text, pageStep }): Block => ({ kind, text, page: (page += pageStep) }));
  });

const block = (kind: BlockKind, text: string, more: Partial<Block> = {}): Block => ({ kind, text, page: 1, ...more });

describe('assembleText', () => {
  it('parts blocks by a blank line and keeps items of a list and rows of a table on single lines', () => {
    const { text } = assembleText([
      block('heading', 'Leave'),
      block('list-item', 'sick'),
      block('list-item', 'annual'),
      block('table-row', 'Kind | Days'),
      block('table-row', 'Sick | 10', { header: 'Kind | Days' }),
      block('table-row', 'Other | Table', { header: 'Other' }),
    ]);
    expect(text).toBe('Leave\n\nsick\nannual\n\nKind | Days\nSick | 10\n\nOther | Table');
  });

  it('stores composed characters, line feeds and no NUL, soft hyphen or half pair', () => {
    const { text } = assembleText([block('paragraph', 'cafe\u0301\r\nco\u00adop\0 \ud83d!')]);
    expect(text).toBe('café\ncoop \ufffd!');
  });

  it('keeps the indentation of code and trims everything else', () => {
    const { blocks } = assembleText([block('code', '\n  if (x)\n    y();\n'), block('paragraph', '  words  ')]);
    expect(blocks.map((placed) => placed.text)).toEqual(['  if (x)\n    y();', 'words']);
  });

  it('keeps the rows of a table at their head, also where it was cut at a space', () => {
    const head = `A ${'Column | '.repeat(25)}last`;
    const header = head.slice(0, 200);
    expect(header.trim().length).toBeLessThan(200);
    const { text } = assembleText([block('table-row', head), block('table-row', '1 | 2', { header })]);
    expect(text).toBe(`${head}\n1 | 2`);
  });

  it('places every block exactly, and leaves only white space between blocks', () => {
    fc.assert(
      fc.property(anyBlocks, (given) => {
        const { text, blocks } = assembleText(given);
        let end = 0;
        for (const placed of blocks) {
          expect(text.slice(placed.start, placed.end)).toBe(placed.text);
          expect(text.slice(end, placed.start).trim()).toBe('');
          end = placed.end;
        }
        expect(end).toBe(text.length);
        expect(text.normalize('NFC')).toBe(text);
        expect(text).not.toMatch(/\0|\r|\p{Surrogate}/u);
      }),
    );
  });

  it('covers the text with pages in ascending order without gaps', () => {
    fc.assert(
      fc.property(anyBlocks, (given) => {
        const { text, blocks, pages } = assembleText(given);
        let end = 0;
        let number = 0;
        for (const page of pages) {
          expect(page.start).toBe(end);
          expect(page.page).toBeGreaterThan(number);
          ({ end, page: number } = page);
        }
        expect(end).toBe(text.length);
        for (const placed of blocks) {
          const page = pages.find((candidate) => candidate.page === placed.page)!;
          expect(placed.start >= page.start && placed.end <= page.end).toBe(true);
        }
      }),
    );
  });
});
