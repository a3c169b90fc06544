import fc from 'fast-check';
import { assembleText } from '../parsing/assemble-text.js';
import type { Block, BlockKind } from '../parsing/parsed-document.js';
import { CHUNK_LIMITS, chunkSizesFor, chunkText, type ChunkOptions } from './chunk-text.js';
import { contextualText } from './contextual-text.js';
import { estimateTokens } from './estimate-tokens.js';

const block = (kind: BlockKind, text: string, more: Partial<Block> = {}): Block => ({ kind, text, page: 1, ...more });
const heading = (level: number, text: string): Block => block('heading', text, { level });
const words = (count: number, word = 'leave') => `${Array.from({ length: count }, () => word).join(' ')}.`;
const small: ChunkOptions = { targetTokens: 40, maxTokens: 60, estimateTokens };
const chunksOf = (blocks: Block[], options: ChunkOptions = small) => {
  const assembled = assembleText(blocks);
  return chunkText(assembled, options).map((chunk) => ({
    ...chunk,
    text: assembled.text.slice(chunk.start, chunk.end),
  }));
};

describe('chunkText', () => {
  it('keeps a heading with what follows it and names the way to it', () => {
    const [first, second] = chunksOf([
      heading(1, 'Handbook'),
      heading(2, 'Leave'),
      block('paragraph', words(25)),
      heading(2, 'Travel'),
      block('paragraph', words(25, 'train')),
    ]);
    expect(first!.text).toBe(`Handbook\n\nLeave\n\n${words(25)}`);
    expect(first!.headingPath).toEqual(['Handbook', 'Leave']);
    expect(second!.text.startsWith('Travel')).toBe(true);
    expect(second!.headingPath).toEqual(['Handbook', 'Travel']);
  });

  it('does not cross a heading when the sections are not tiny', () => {
    const chunks = chunksOf([
      heading(2, 'Leave'),
      block('paragraph', words(12)),
      heading(2, 'Travel'),
      block('paragraph', words(12, 'train')),
    ]);
    expect(chunks.map((chunk) => chunk.headingPath)).toEqual([['Leave'], ['Travel']]);
  });

  it('joins tiny sections under what they share, but never reaches up into the next part', () => {
    const chunks = chunksOf([
      heading(1, 'Contacts'),
      block('paragraph', words(30)),
      heading(2, 'Desk'),
      block('paragraph', '17'),
      heading(2, 'Gate'),
      block('paragraph', '18'),
      heading(1, 'Rules'),
      block('paragraph', words(4)),
    ]);
    expect(chunks.map(({ text, headingPath }) => [text.split('\n')[0], headingPath])).toEqual([
      ['Contacts', ['Contacts']],
      ['Desk', ['Contacts']],
      ['Rules', ['Rules']],
    ]);
  });

  it('packs short neighbours up to the target and keeps paragraphs whole', () => {
    const paragraphs = Array.from({ length: 6 }, () => block('paragraph', words(15)));
    const chunks = chunksOf(paragraphs);
    expect(chunks.map((chunk) => chunk.text)).toEqual(Array.from({ length: 3 }, () => `${words(15)}\n\n${words(15)}`));
  });

  it('breaks tables at rows and lists at items', () => {
    const rows = Array.from({ length: 12 }, (_unused, i) => block('table-row', `Room ${i}: ${words(8)}`));
    for (const chunk of chunksOf(rows)) {
      expect(chunk.text).toMatch(/^Room \d+/);
      expect(chunk.text).toMatch(/leave\.$/);
      expect(chunk.kind).toBe('table-row');
    }
  });

  it('cuts a long paragraph at sentence ends, the first piece under its heading', () => {
    const sentence = 'Employees bring a certificate within three days of their return to work.';
    const chunks = chunksOf([
      heading(1, 'Certificates'),
      block('paragraph', Array.from({ length: 10 }, () => sentence).join(' ')),
    ]);
    expect(chunks.length).toBeGreaterThan(2);
    expect(chunks[0]!.text.startsWith('Certificates\n\nEmployees')).toBe(true);
    for (const chunk of chunks) expect(chunk.text.endsWith('work.')).toBe(true);
  });

  it('gives a last heading without text a chunk of its own', () => {
    expect(chunksOf([block('paragraph', words(30)), heading(1, 'Appendix')]).map((chunk) => chunk.text)).toEqual([
      words(30),
      'Appendix',
    ]);
  });

  it('tells the pages of its first and last character', () => {
    const [chunk] = chunksOf([block('paragraph', 'one', { page: 3 }), block('paragraph', 'two', { page: 4 })]);
    expect([chunk!.page, chunk!.lastPage]).toEqual([3, 4]);
  });

  it('shortens a path of headings that would leave no room for the text', () => {
    const chunks = chunksOf([heading(1, words(30, 'chapter')), heading(2, 'Leave'), block('paragraph', words(60))]);
    for (const chunk of chunks) expect(chunk.tokens).toBeLessThanOrEqual(small.maxTokens);
    expect(chunks.at(-1)!.headingPath).toEqual(['Leave']);
  });

  it('fits small embedders', () => {
    expect(chunkSizesFor(128)).toEqual({ targetTokens: 85, maxTokens: 128 });
    expect(chunkSizesFor(8192)).toEqual({ targetTokens: 320, maxTokens: 480 });
  });

  const anyText = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 80 }),
    fc.lorem({ maxCount: 60 }),
    fc.lorem({ mode: 'sentences', maxCount: 12 }),
    fc.integer({ min: 1, max: 900 }).map((length) => 'x'.repeat(length)),
    fc.integer({ min: 1, max: 300 }).map((length) => '😀'.repeat(length)),
    fc.integer({ min: 1, max: 300 }).map((length) => '日本語。'.repeat(length)),
  );
  const anyBlock: fc.Arbitrary<Block> = fc.record({
    kind: fc.constantFrom<BlockKind>(
      'heading',
      'heading',
      'paragraph',
      'paragraph',
      'list-item',
      'table-row',
      'code',
      'quote',
    ),
    text: anyText,
    level: fc.integer({ min: 1, max: 6 }),
    page: fc.constant(1),
  });

  it.each([
    ['small', small],
    ['usual', CHUNK_LIMITS],
    ['smallest', { targetTokens: 21, maxTokens: 32, estimateTokens }],
  ])(
    'covers every visible character once, in order, within the budget, without parting pairs (%s)',
    (_name, options) => {
      fc.assert(
        fc.property(fc.array(anyBlock, { maxLength: 25 }), (blocks) => {
          const assembled = assembleText(blocks);
          let end = 0;
          for (const chunk of chunkText(assembled, options)) {
            expect(chunk.start).toBeGreaterThanOrEqual(end);
            expect(chunk.end).toBeGreaterThan(chunk.start);
            expect(assembled.text.slice(end, chunk.start).trim()).toBe('');
            const text = assembled.text.slice(chunk.start, chunk.end);
            expect(text).not.toMatch(/\p{Surrogate}/u);
            expect(chunk.tokens).toBe(options.estimateTokens(contextualText(null, chunk.headingPath, text)));
            expect(chunk.tokens).toBeLessThanOrEqual(options.maxTokens);
            end = chunk.end;
          }
          expect(assembled.text.slice(end).trim()).toBe('');
        }),
      );
    },
  );
});
