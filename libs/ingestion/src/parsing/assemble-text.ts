import type { PageSpan, Span } from '#knowledge';
import { cleanText } from './clean-text.js';
import { type Block, HEADER_CHARS } from './parsed-document.js';

/** A block with its place in the text of its revision, in UTF-16 code units. */
export type PlacedBlock = Block & Span;

/** A revision's stored text with the place of every block and page in it. */
export interface AssembledText {
  readonly text: string;
  /** Reading order; `text.slice(start, end)` is the block's own `text`. Only blank text lies between blocks. */
  readonly blocks: readonly PlacedBlock[];
  /** Pages with text, ascending; together they cover the whole text without a gap. */
  readonly pages: readonly PageSpan[];
}

/**
 * Join blocks into the text that is stored, cited and searched. A blank line parts blocks; items of one list and rows of
 * one table follow each other on single lines. Blocks are cleaned on the way (see {@link cleanText}); blank ones are left out.
 */
export function assembleText(blocks: readonly Block[]): AssembledText {
  const parts: string[] = [];
  const placed: PlacedBlock[] = [];
  let length = 0;
  let page = 1;
  let previous: Block | undefined;
  for (const block of blocks) {
    const cleaned = cleanBlock(block);
    if (!cleaned) continue;
    page = Math.max(page, block.page);
    const separator = previous ? (belongTogether(previous, cleaned) ? '\n' : '\n\n') : '';
    const start = length + separator.length;
    parts.push(separator, cleaned.text);
    length = start + cleaned.text.length;
    placed.push({ ...cleaned, page, start, end: length });
    previous = cleaned;
  }
  return { text: parts.join(''), blocks: placed, pages: pagesOf(placed, length) };
}

/** White space at the ends goes, except that code keeps the indentation of its first line. */
function cleanBlock(block: Block): Block | null {
  const cleaned = cleanText(block.text);
  const text = block.kind === 'code' ? cleaned.replace(/^(?:[^\S\n]*\n)+/, '').trimEnd() : cleaned.trim();
  if (text.trim() === '') return null;
  return block.header === undefined ? { ...block, text } : { ...block, text, header: cleanText(block.header).trim() };
}

function belongTogether(previous: Block, next: Block): boolean {
  if (previous.kind !== next.kind) return false;
  if (next.kind === 'list-item') return true;
  return next.kind === 'table-row' && (next.header === previous.header || isHeaderOf(previous, next));
}

/** White space, soft hyphens and the like at and before the end of a head that was cut. */
const LOST_IN_CLEANING = 20;

function isHeaderOf({ text }: Block, { header = '' }: Block): boolean {
  return header.length < HEADER_CHARS - LOST_IN_CLEANING ? header === text : text.startsWith(header);
}

/** A page runs from its first block to the first block of the next page, so that separators belong somewhere too. */
function pagesOf(blocks: readonly PlacedBlock[], length: number): PageSpan[] {
  const starts = blocks.filter((block, index) => index === 0 || block.page !== blocks[index - 1]!.page);
  return starts.map((block, index) => ({
    page: block.page,
    start: block.start,
    end: starts[index + 1]?.start ?? length,
  }));
}
