import type { Block } from './parsed-document.js';
import { inReadingOrder, mainAngle } from './pdf-columns.js';
import { joinPdfLines, wordsOf } from './pdf-hyphens.js';
import type { PdfLine } from './pdf-lines.js';
import { withoutRunningLines } from './pdf-running-lines.js';
import { piecesOfLines, type PdfTable } from './pdf-tables.js';
import { headingLevel } from './plain-text-blocks.js';
import { blocksOfTable } from './table-rows.js';

/** One page, before its lines are joined to blocks. */
export interface PdfPage {
  /** From 1. */
  readonly number: number;
  readonly lines: readonly PdfLine[];
}

/** Fonts of signs often map their bullets to private-use or control characters. */
const BULLET = /^[•‣▪●○◦–·➢❖\u{f000}-\u{f0ff}\p{Cc}]\s+/u;
const NUMBER = /^\(?(?:\d{1,3}[a-z]?|[a-zA-Z]|[ivx]{1,5})[.)]\s+\S/;
/** Numbers of clauses, that run on in the line below no sentence. */
const CLAUSE = /^(?:\d{1,3}(?:\.\d{1,3}){1,5}\.?\s+[\p{Lu}"“„(]|§\s?\d+[a-z]?\s)/u;
const CLAUSE_END = /[.;:]$/;
const SENTENCE_END = /[.!?:;。！？]["'”’)\]]*$/;
/** Dots that lead from an entry of a table of contents to its page. */
const LEADERS = /(?:\.\s?){4,}\s*\w{1,6}$/;
/** An entry of a table of contents once its dots are joined: it names a heading and is none. */
const CONTENTS_ENTRY = / … \w{1,6}$/;
const BROKEN_WORD = /\p{L}[-\u00ad\u2010]$/u;
const MAX_HEADING_CHARS = 150;
const MAX_HEADING_LINES = 3;
/** Type this much above the body's size is larger on purpose. */
const LARGER = 1.12;

/** More headings in a row than this, without a word below them, are set large for another reason. */
const MOST_HEADINGS_IN_A_ROW = 4;

interface Paragraph {
  readonly lines: readonly PdfLine[];
  readonly page: number;
  readonly text: string;
}

interface PlacedTable {
  readonly table: PdfTable;
  readonly page: number;
}

/** What a PDF says, and what was taken for the same on every page. */
export interface PdfBlocks {
  readonly blocks: readonly Block[];
  /** Wordings of page headers, footers and page numbers that were left out of the text, most frequent first. */
  readonly removed: readonly string[];
}

/**
 * Blocks of a PDF from its printed lines. Columns are read one after the other, and tables whose columns are plain to see become
 * rows. Wrapped lines are joined to paragraphs; wider gaps, changes of type size, list markers and short last lines part them. Type
 * that is larger than the body's, or a numbered or capitalised line of its own, is a heading. All text is kept but for lines that
 * run along at the edges of the pages.
 */
export function blocksOfPdf(drawn: readonly PdfPage[]): PdfBlocks {
  const { pages, removed } = withoutRunningLines(drawn);
  const body = bodyStyle(pages);
  const words = wordsOf(pages.flatMap(({ lines }) => lines.map(({ text }) => text)));
  const pieces = pages.flatMap((page): (Paragraph | PlacedTable)[] =>
    piecesOfLines(inReadingOrder(page.lines)).flatMap((piece): (Paragraph | PlacedTable)[] => {
      if ('table' in piece) return [{ table: piece.table, page: page.number }];
      const paragraphs = paragraphsOf(piece.lines);
      return paragraphs.map((lines) => ({ lines, page: page.number, text: joinPdfLines(lines, words) }));
    }),
  );
  const tiers = headingTiers(
    pieces.filter((piece) => 'text' in piece),
    body,
  );
  const blocks = blocksOfPieces(pieces, (paragraph) => blockOf(paragraph, body, tiers));
  return { blocks: withoutHeadingRuns(withoutNumberedRuns(blocks)), removed };
}

/** Rows that name the columns of a table which may go on on the next page. */
interface OpenTable {
  readonly headers: PdfTable['rows'];
  readonly width: number;
  readonly page: number;
}

/** Pieces as blocks. A table at the head of a page has the column names of the one that ended the page before, unless it has its own. */
function blocksOfPieces(
  pieces: readonly (Paragraph | PlacedTable)[],
  blockOfParagraph: (paragraph: Paragraph) => Block,
): Block[] {
  let open: OpenTable | null = null;
  return pieces.flatMap((piece): Block[] => {
    if (!('table' in piece)) {
      open = null;
      return [blockOfParagraph(piece)];
    }
    const { page, table } = piece;
    const own = table.rows.slice(
      0,
      table.rows.findIndex((row) => row.some(({ isHeader }) => !isHeader)),
    );
    const width = table.rows[0]?.length ?? 0;
    const carried: PdfTable['rows'] =
      own.length === 0 && open?.page === page - 1 && open.width === width ? open.headers : [];
    open = { headers: own.length > 0 ? own : carried, width, page };
    const blocks = blocksOfTable([...carried, ...table.rows], carried.length > 0);
    return blocks.slice(carried.length).map((block) => ({ ...block, page }));
  });
}

/** Numbered lines that follow each other without a word between them are items of a list rather than headings. */
function withoutNumberedRuns(blocks: readonly Block[]): Block[] {
  const numbers = blocks.map(({ kind, text }) =>
    kind === 'heading' ? Number(/^(\d{1,3})[.)]\s/.exec(text)?.[1]) : NaN,
  );
  const follows = (index: number): boolean =>
    numbers[index] === numbers[index - 1]! + 1 && blocks[index]!.level === blocks[index - 1]!.level;
  return blocks.map((block, index) =>
    (index > 0 && follows(index)) || (index + 1 < blocks.length && follows(index + 1))
      ? { kind: 'list-item', text: block.text, level: 1, page: block.page }
      : block,
  );
}

/** Long runs of headings are paragraphs after all: a form, a poster or the labels of a drawing. */
function withoutHeadingRuns(blocks: readonly Block[]): Block[] {
  const result: Block[] = [];
  for (let start = 0; start < blocks.length;) {
    let end = start + 1;
    const { kind, level } = blocks[start]!;
    while (kind === 'heading' && blocks[end]?.kind === 'heading' && blocks[end]!.level === level) end++;
    const isRun = end - start > MOST_HEADINGS_IN_A_ROW;
    const run = blocks.slice(start, end);
    for (const block of run) result.push(isRun ? { kind: 'paragraph', text: block.text, page: block.page } : block);
    start = end;
  }
  return result;
}

interface BodyStyle {
  readonly size: number;
  readonly font: string;
  /** Direction of most of the type, in radians. */
  readonly angle: number;
}

/** The size and font that most characters have. */
function bodyStyle(pages: readonly PdfPage[]): BodyStyle {
  const weights = new Map<string, number>();
  for (const { lines } of pages) {
    for (const line of lines) {
      const key = `${rounded(line.size)} ${line.font}`;
      weights.set(key, (weights.get(key) ?? 0) + line.text.length);
    }
  }
  const [size = '0', font = ''] = ([...weights].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '').split(' ');
  return { size: Number(size), font, angle: mainAngle(pages.flatMap(({ lines }) => lines)) };
}

/** Steps of type size in use for headings, largest first: their order is the level of headings set in them. */
function headingTiers(paragraphs: readonly Paragraph[], body: BodyStyle): number[] {
  const large = paragraphs.filter(
    ({ text, lines }) => isHeadingLike(text, lines, body) && lines[0]!.size > body.size * LARGER,
  );
  return [...new Set(large.map(({ lines }) => tierOf(lines[0]!.size, body)))].sort((a, b) => b - a);
}

/** Sizes within about a fifth of each other are meant to look the same. */
function tierOf(size: number, body: BodyStyle): number {
  return Math.round(Math.log(size / body.size) / Math.log(1.2));
}

function paragraphsOf(lines: readonly PdfLine[]): PdfLine[][] {
  const paragraphs: PdfLine[][] = [];
  let widest = 0;
  for (const [index, line] of lines.entries()) {
    const previous = lines[index - 1];
    const current = paragraphs.at(-1);
    if (!previous || !current || startsParagraph(previous, line, current, widest)) {
      paragraphs.push([line]);
      widest = line.right;
    } else {
      current.push(line);
      widest = Math.max(widest, line.right);
    }
  }
  return paragraphs;
}

function startsParagraph(previous: PdfLine, line: PdfLine, current: readonly PdfLine[], widest: number): boolean {
  const size = Math.max(previous.size, line.size);
  if (Math.abs(previous.size - line.size) > size * 0.12) return true;
  if (line.isNote || startsItem(line.text) || LEADERS.test(previous.text)) return true;
  if (CLAUSE_END.test(previous.text) && CLAUSE.test(line.text)) return true;
  const drop = previous.baseline - line.baseline;
  const ended = SENTENCE_END.test(previous.text);
  // A jump upwards is the next column: a sentence may run on into it.
  if (drop < -size * 0.5) return ended || previous.font !== line.font;
  const pitch = current.length > 1 ? (current[0]!.baseline - previous.baseline) / (current.length - 1) : size * 1.5;
  if (drop > Math.max(pitch * 1.25, size * 1.15)) return true;
  if (BROKEN_WORD.test(previous.text) && /^\p{Ll}/u.test(line.text)) return false;
  if (previous.font !== line.font && headingLike(previous.text, current) && !startsItem(current[0]!.text)) return true;
  if (!ended) return false;
  const isShortLine = previous.right < current[0]!.left + (widest - current[0]!.left) * 0.8;
  return isShortLine || line.left > previous.left + size * 0.8;
}

function blockOf({ lines, page, text }: Paragraph, body: BodyStyle, tiers: readonly number[]): Block {
  const level = levelOf(text, lines, body, tiers);
  if (level > 0) return { kind: 'heading', text, level, page };
  if (startsItem(text)) return { kind: 'list-item', text: text.replace(BULLET, ''), level: 1, page };
  return { kind: 'paragraph', text, page };
}

function levelOf(text: string, lines: readonly PdfLine[], body: BodyStyle, tiers: readonly number[]): number {
  const line = lines[0]!;
  if (!isHeadingLike(text, lines, body)) return 0;
  if (line.size > body.size * LARGER) return Math.min(5, tiers.indexOf(tierOf(line.size, body)) + 1);
  const below = Math.min(6, tiers.length + 1);
  if (line.size < body.size * 0.98 || /^\p{Ll}/u.test(text)) return 0;
  const numbered = headingLevel(text);
  if (numbered > 0) return /^\d/.test(text) ? numbered : below;
  return lines.length === 1 && line.font !== body.font && text.length <= 80 ? below : 0;
}

/** As {@link headingLike}, in the direction of the body's type, and more of letters than of anything else. */
function isHeadingLike(text: string, lines: readonly PdfLine[], body: BodyStyle): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  return (
    headingLike(text, lines) &&
    letters >= text.replace(/\s/g, '').length * 0.5 &&
    !/@|:\/\/|-$/.test(text) &&
    !CONTENTS_ENTRY.test(text) &&
    Math.abs(lines[0]!.angle - body.angle) < 0.1
  );
}

/** Short, worded, no bullet, and not a sentence. */
function headingLike(text: string, lines: readonly PdfLine[]): boolean {
  return (
    lines.length <= MAX_HEADING_LINES &&
    text.length <= MAX_HEADING_CHARS &&
    /\p{L}{2}/u.test(text) &&
    !/[.;,]$/.test(text) &&
    !BULLET.test(text)
  );
}

function startsItem(text: string): boolean {
  return BULLET.test(text) || NUMBER.test(text);
}

function rounded(size: number): number {
  return Math.round(size * 2) / 2;
}
