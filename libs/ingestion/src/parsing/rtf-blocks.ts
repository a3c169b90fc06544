import type { Block } from './parsed-document.js';
import { blocksOfPlainText } from './plain-text-blocks.js';
import {
  BREAK_IN_CELL,
  CELL,
  HEADING,
  INNER_CELL,
  INNER_ROW,
  ITEM,
  NOTE_END,
  NOTE_START,
  REMARK_END,
  REMARK_START,
  ROW,
} from './rtf-marks.js';
import { blocksOfTable } from './table-rows.js';

const DEEPEST_HEADING = 6;
const NOTES = new RegExp(`${NOTE_START}([^${NOTE_START}${NOTE_END}]*)${NOTE_END}`, 'g');
const REMARKS = new RegExp(`${REMARK_START}([^${REMARK_START}${REMARK_END}]*)${REMARK_END}`, 'g');
const HEADING_LINE = new RegExp(`${HEADING}(\\d)`);
const LINE = new RegExp(`[\n${BREAK_IN_CELL}]`);
const MARKS = new RegExp(
  `[${ITEM}${BREAK_IN_CELL}${CELL}${ROW}${INNER_CELL}${INNER_ROW}${NOTE_START}${NOTE_END}${REMARK_START}${REMARK_END}]`,
  'g',
);

/**
 * Blocks of a rich text file's text with the signs of rtf-marks.ts: rows of cells become tables, lines paragraphs or headings.
 * @param edges By row, where its cells end: a cell that reaches over several columns of the rows around it is merged.
 */
export function blocksOfRtf(marked: string, edges: readonly (readonly number[])[] = []): Block[] {
  return new RtfBlocks(edges).read(marked);
}

interface Row {
  readonly cells: readonly string[];
  readonly edges: readonly number[];
}

class RtfBlocks {
  readonly #blocks: Block[] = [];
  #rows: Row[] = [];
  #notes = 0;
  #read = 0;

  constructor(private readonly edges: readonly (readonly number[])[]) {}

  read(marked: string): Block[] {
    for (const part of marked.split(new RegExp(`(?<=${ROW})`))) {
      if (part.endsWith(ROW)) this.#row(part.slice(0, -1));
      else this.#lines(part.replaceAll(CELL, '\n'));
    }
    this.#closeTable();
    return this.#blocks;
  }

  #row(row: string): void {
    const edges = this.edges[this.#read++] ?? [];
    if (row.includes(INNER_ROW)) return this.#layout(row);
    const { before, cells } = parted(row, CELL);
    this.#lines(before);
    this.#rows.push({ cells, edges });
  }

  /** A row that holds a table only arranges what is on the page. */
  #layout(row: string): void {
    for (const part of row.split(new RegExp(`(?<=${INNER_ROW})`))) {
      if (part.endsWith(INNER_ROW)) {
        // The cell before it ends where the inner table's own first paragraph begins.
        const inner = part.slice(0, -1).replaceAll(CELL, '\n').replaceAll(BREAK_IN_CELL, '\n');
        const { before, cells } = parted(inner, INNER_CELL);
        this.#lines(before);
        this.#rows.push({ cells, edges: [] });
      } else this.#lines(part.replaceAll(CELL, '\n'));
    }
    this.#closeTable();
  }

  /** What stands outside tables; each line is a paragraph in this format. */
  #lines(text: string): void {
    if (text.trim() === '') return;
    this.#closeTable();
    for (const line of withoutLineBreaksInNotes(text).split(LINE)) this.#line(line);
  }

  #line(line: string): void {
    const after: Block[] = [];
    const text = line
      .replace(NOTES, (_, note: string) => {
        this.#notes++;
        after.push(paragraph(`[${this.#notes}] ${flat(note)}`));
        return `[${this.#notes}]`;
      })
      .replace(REMARKS, (_, remark: string) => {
        if (flat(remark) !== '') after.push(paragraph(`Comment: ${flat(remark)}`));
        return '';
      });
    for (const block of [...blocksOfLine(text.replace(MARKS, ''), text.includes(ITEM)), ...after])
      this.#blocks.push(block);
  }

  #closeTable(): void {
    const columns = columnsOf(this.#rows);
    const rows = this.#rows.map(({ cells, edges }) =>
      cells.map((text, at) => ({ text, isHeader: false, columns: covered(columns, edges, at), rows: 1 })),
    );
    for (const block of blocksOfTable(rows)) this.#blocks.push(block);
    this.#rows = [];
  }
}

/** Edges nearer to each other than this are one: programs round. */
const ONE_EDGE = 40;

/** Where the columns of a table end. */
function columnsOf(rows: readonly Row[]): number[] {
  const all = rows.flatMap(({ edges }) => edges).sort((a, b) => a - b);
  return all.filter((edge, at) => at === 0 || edge - all[at - 1]! > ONE_EDGE);
}

/** How many columns a cell of a row reaches over. */
function covered(columns: readonly number[], edges: readonly number[], at: number): number {
  const [from, to] = [at === 0 ? Number.NEGATIVE_INFINITY : edges[at - 1], edges[at]];
  if (from === undefined || to === undefined) return 1;
  return Math.max(1, columns.filter((edge) => edge > from + ONE_EDGE && edge <= to + ONE_EDGE).length);
}

/** What stands before a table on the same stretch ends with the last line break before its first cell. */
function parted(row: string, end: string): { before: string; cells: string[] } {
  const begins = row.lastIndexOf('\n', row.indexOf(end)) + 1;
  const cells = row.slice(begins).split(end).slice(0, -1);
  return { before: row.slice(0, begins), cells: cells.map((cell) => flat(inlineNotes(cell))) };
}

/** Footnotes and remarks in cells stand in brackets: a row is no place for paragraphs. */
const inlineNotes = (cell: string): string =>
  cell
    .replace(NOTES, (_, note: string) => ` (${flat(note)})`)
    .replace(REMARKS, (_, remark: string) => ` (Comment: ${flat(remark)})`)
    .replace(new RegExp(`${HEADING}\\d`, 'g'), '')
    .replaceAll(BREAK_IN_CELL, ' ')
    .replace(MARKS, '');

const withoutLineBreaksInNotes = (text: string): string =>
  text
    .replace(NOTES, (note) => note.replace(/[\n\v]/g, ' '))
    .replace(REMARKS, (remark) => remark.replace(/[\n\v]/g, ' '));

function blocksOfLine(line: string, isItem: boolean): Block[] {
  const depth = HEADING_LINE.exec(line)?.[1];
  const text = line.replace(new RegExp(`${HEADING}\\d`, 'g'), '').replace(/\t+/g, ' ');
  if (text.trim() === '') return [];
  if (depth === undefined && isItem) return [{ kind: 'list-item', text: flat(text), level: 1, page: 1 }];
  if (depth === undefined) return blocksOfPlainText(text.trim());
  return [{ kind: 'heading', text: flat(text), level: Math.min(DEEPEST_HEADING, Number(depth) + 1), page: 1 }];
}

/** In one line; the break within a cell is white space as well. */
const flat = (text: string): string => text.replace(/\s+/g, ' ').trim();

const paragraph = (text: string): Block => ({ kind: 'paragraph', text, page: 1 });
