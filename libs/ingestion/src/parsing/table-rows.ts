import type { Block } from './parsed-document.js';

/** One cell of a marked-up table. */
export interface TableCell {
  readonly text: string;
  /** Whether it names its column or row. */
  readonly isHeader: boolean;
  /** Columns and rows that it covers, from 1. */
  readonly columns: number;
  readonly rows: number;
  /** All of its text is set in bold. */
  readonly isBold?: boolean;
}

type Row = readonly TableCell[];

/** A merged cell may claim any size; nobody writes a table wider or a merged cell higher than this. */
const MOST_COLUMNS = 200;
const MOST_MERGED_ROWS = 1_000;
/** Numbers, dates, amounts: data rather than the name of a column. */
export const NUMERIC = /^[\s\d.,:%$€£+/()-]+$/;

/**
 * Blocks of a table, one a row. Rows below the header repeat the names of their columns (`Name: value; …`), and a cell merged
 * over several rows is repeated in each, so that every row makes sense alone. Without a header, cells are joined by bars.
 * @param isMarked Whether header cells are known for such, so that none are to be guessed.
 */
export function blocksOfTable(rows: readonly Row[], isMarked = false): Block[] {
  const grid = gridOf(rows);
  const headers = isMarked ? markedHeaders(rows) : headerCount(rows, grid);
  const names = columnNames(grid.slice(0, headers));
  const header = barred(names);
  return grid.flatMap((cells, index) => {
    if (index < headers) return row(barred(cells));
    return headers > 0 && header !== '' ? row(labelled(names, cells), header) : row(barred(cells));
  });
}

/** `Name: value; …` of the filled cells; a cell without a column name stands alone. */
export function labelled(names: readonly string[], cells: readonly string[]): string {
  return cells
    .map((cell, index) => (cell === '' ? '' : names[index] ? `${names[index]}: ${cell}` : cell))
    .filter((part) => part !== '')
    .join('; ');
}

/** Whether the filled cells are mostly words, as column names are; mostly numbers or dates are data. */
export function readsAsNames(cells: readonly string[]): boolean {
  const filled = cells.filter((cell) => cell !== '');
  return filled.filter((cell) => NUMERIC.test(cell)).length * 2 < filled.length;
}

/** A block of a row, or nothing when the row is empty. */
function row(text: string, header?: string): Block[] {
  return text === '' ? [] : [{ kind: 'table-row', text, page: 1, ...(header !== undefined && { header }) }];
}

function barred(cells: readonly string[]): string {
  return cells.filter((cell, index) => cell !== '' && cell !== cells[index - 1]).join(' | ');
}

/** Cells in their columns. What is merged over columns stands in the first (header cells in each), over rows in every row. */
function gridOf(rows: readonly Row[]): string[][] {
  const grid: string[][] = [];
  /** By column: what reaches down from above, and over how many more rows. */
  const reaching: { text: string; left: number }[] = [];
  for (const cells of rows) {
    const line: string[] = [];
    const takeReaching = (): void => {
      for (let above = reaching[line.length]; above && above.left > 0; above = reaching[line.length]) {
        above.left--;
        line.push(above.text);
      }
    };
    for (const cell of cells) {
      takeReaching();
      for (let covered = 0; covered < Math.max(1, cell.columns) && line.length < MOST_COLUMNS; covered++) {
        const text = covered === 0 || cell.isHeader ? cell.text : '';
        reaching[line.length] = { text, left: Math.min(cell.rows, MOST_MERGED_ROWS) - 1 };
        line.push(text);
      }
    }
    takeReaching();
    grid.push(line);
  }
  return grid;
}

/** A cell that names a column is no longer than this, and is no sentence. */
const LONGEST_NAME = 50;
const SENTENCE_END = /[.;:!?…]$/;

/** Rows of header cells at the top; or else a first row in bold, of words above a column of numbers, or of names above wide rows. */
function headerCount(rows: readonly Row[], grid: readonly (readonly string[])[]): number {
  const marked = markedHeaders(rows);
  if (marked > 0) return marked;
  const [first, ...rest] = grid;
  if (!first || rest.length === 0 || first.some((cell) => cell !== '' && NUMERIC.test(cell))) return 0;
  if (isSetApart(rows)) return 1;
  if (first.some((cell) => cell === '')) return 0;
  if (namesColumns(first, rest)) return 1;
  return first.some((_, column) => rest.every((cells) => cells[column] && NUMERIC.test(cells[column]))) ? 1 : 0;
}

/** Rows of header cells at the top; the first one where all are such. */
function markedHeaders(rows: readonly Row[]): number {
  const data = rows.findIndex((cells) => cells.some(({ isHeader, text }) => !isHeader && text !== ''));
  return data < 0 ? Math.min(1, rows.length) : data;
}

/** A first row all in bold above rows that are not. */
function isSetApart([first, ...rest]: readonly Row[]): boolean {
  const names = first!.filter(({ text }) => text !== '');
  if (names.length < 2 || !names.every(({ isBold }) => isBold)) return false;
  const below = rest.flat().filter(({ text }) => text !== '');
  return below.filter(({ isBold }) => !isBold).length * 2 >= below.length && below.length > 0;
}

/**
 * Words alone say little: two columns are as often labels beside values, and two rows as often a layout. Three columns or more over
 * two rows or more, all different and none a sentence, name them.
 */
function namesColumns(first: readonly string[], rest: readonly (readonly string[])[]): boolean {
  if (first.length < 3 || rest.length < 2 || new Set(first).size < first.length) return false;
  return first.every((cell) => cell.length <= LONGEST_NAME && !SENTENCE_END.test(cell) && /\p{L}/u.test(cell));
}

/** The names above each column, outermost first, none twice. */
function columnNames(headers: readonly (readonly string[])[]): string[] {
  const width = Math.max(0, ...headers.map((cells) => cells.length));
  return Array.from({ length: width }, (_, column) =>
    [...new Set(headers.map((cells) => cells[column] ?? '').filter((name) => name !== ''))].join(' '),
  );
}
