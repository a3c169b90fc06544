import { isAlong, mainAngle } from './pdf-columns.js';
import { leastOf, mostOf, type PdfLine, type PdfSegment } from './pdf-lines.js';
import type { TableCell } from './table-rows.js';

/** Rows of a table found among the lines of a page, for `blocksOfTable`. */
export interface PdfTable {
  readonly rows: readonly (readonly TableCell[])[];
}

/** Pieces of a page in reading order. */
export type PdfPiece = { readonly lines: readonly PdfLine[] } | { readonly table: PdfTable };

interface Cell extends PdfSegment {
  readonly line: PdfLine;
}

/** What stands at one height. */
interface Row {
  readonly cells: readonly Cell[];
  readonly lines: readonly PdfLine[];
  readonly baseline: number;
  readonly size: number;
}

interface Column {
  left: number;
  right: number;
}

interface FoundTable extends PdfTable {
  readonly lines: ReadonlySet<PdfLine>;
}

const FEWEST_ROWS = 3;
/** Rows that make no table together are tried again from further down, no more often than this. */
const MOST_TRIALS = 200;
/** Rows further apart than this many times the size of their type do not belong together. */
const WIDEST_GAP = 3.2;
/** Cells of one row are drawn one below the other, up to this many times the size of their type. */
const FARTHEST_JUMP = 8;
const LONGEST_CELL = 60;
/** What an item of a list begins with; items within items stand in columns of their own. */
const MARKER = /^(?:[•‣▪●○◦–·\uf000-\uf0ff-]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)])$/;
const CURRENCY = /^[¥$€£]$/;
const LEADERS = /(?:\.\s?){4,}/;
const NUMERIC = /^[\s\d.,:%$€£¥+/()―–—-]+$/;

/** Part the lines of a page into tables and what lies between. Only tables whose columns are plain to see are taken for such. */
export function piecesOfLines(lines: readonly PdfLine[]): PdfPiece[] {
  const tables = findTables(lines);
  const pieces: PdfPiece[] = [];
  const placed = new Set<FoundTable>();
  let open: PdfLine[] = [];
  for (const line of lines) {
    const table = tables.find((found) => found.lines.has(line));
    if (!table) {
      open.push(line);
    } else if (!placed.has(table)) {
      placed.add(table);
      pieces.push({ lines: open }, { table });
      open = [];
    }
  }
  return [...pieces, { lines: open }].filter((piece) => 'table' in piece || piece.lines.length > 0);
}

function findTables(lines: readonly PdfLine[]): FoundTable[] {
  const angle = mainAngle(lines);
  const upright = lines.filter((line) => isAlong(line, angle));
  return partsDrawnTogether(upright).flatMap((part) => tablesOfRows(rowsOf(part)));
}

/** Lines between jumps far up the page: what is drawn beside something else, but not with it, shares no table with it. */
function partsDrawnTogether(lines: readonly PdfLine[]): PdfLine[][] {
  const parts: PdfLine[][] = [];
  for (const [index, line] of lines.entries()) {
    const previous = lines[index - 1];
    if (!previous || line.baseline - previous.baseline > line.size * FARTHEST_JUMP) parts.push([]);
    parts.at(-1)!.push(line);
  }
  return parts;
}

function tablesOfRows(rows: readonly Row[]): FoundTable[] {
  const tables: FoundTable[] = [];
  for (let start = 0; start < rows.length; start++) {
    if (rows[start]!.cells.length < 2 || isItem(rows[start]!)) continue;
    const group = groupFrom(rows, start);
    const table = tableOf(group);
    if (!table) {
      start += Math.floor(group.length / MOST_TRIALS);
      continue;
    }
    tables.push(table);
    start += group.length - 1;
  }
  return tables;
}

const isItem = ({ cells }: Row): boolean => cells.length === 2 && MARKER.test(cells[0]!.text);

/** Everything at nearly one height, from the top down, and from left to right within. */
function rowsOf(lines: readonly PdfLine[]): Row[] {
  const sorted = [...lines].sort((a, b) => b.baseline - a.baseline);
  const rows: { cells: Cell[]; lines: PdfLine[]; baseline: number; size: number }[] = [];
  for (const line of sorted) {
    const cells = line.segments.map((segment) => ({ ...segment, line }));
    const open = rows.at(-1);
    if (open && open.baseline - line.baseline < Math.min(open.size, line.size) * 0.3) {
      for (const cell of cells) open.cells.push(cell);
      open.lines.push(line);
    } else rows.push({ cells, lines: [line], baseline: line.baseline, size: line.size });
  }
  return rows.map((row) => ({ ...row, cells: withCurrencies(row.cells.sort((a, b) => a.left - b.left)) }));
}

/** A sign of currency set apart belongs to the amount behind it. */
function withCurrencies(cells: readonly Cell[]): Cell[] {
  return cells.flatMap((cell, index) => {
    const before = cells[index - 1];
    if (CURRENCY.test(cell.text) && index < cells.length - 1) return [];
    return before && CURRENCY.test(before.text) ? [{ ...cell, text: `${before.text} ${cell.text}` }] : [cell];
  });
}

/** The longest run of rows from here that share columns. */
function groupFrom(rows: readonly Row[], start: number): Row[] {
  const group = [rows[start]!];
  let columns = columnsOf(group);
  for (const row of rows.slice(start + 1)) {
    const last = group.at(-1)!;
    if (last.baseline - row.baseline > Math.max(last.size, row.size) * WIDEST_GAP) break;
    const merged = stretchesOf([...columns, ...row.cells]);
    // A row that runs over a gutter is text below the table.
    if (merged.length < Math.max(2, columns.length) && spansColumns(row, columns)) break;
    // Two cells under one: what stood above them is a heading over several columns, not a cell of theirs.
    if (columns.some((column) => row.cells.filter((cell) => isIn(cell, column)).length > 1)) break;
    if (merged.length < 2) break;
    group.push(row);
    columns = merged;
  }
  while (group.length > 0 && group.at(-1)!.cells.length < 2 && !continuesLast(group)) group.pop();
  return group;
}

function spansColumns(row: Row, columns: readonly Column[]): boolean {
  return row.cells.some(
    (cell) => columns.filter((column) => cell.left < column.right && cell.right > column.left).length > 1,
  );
}

/** Whether the last row is the rest of a cell above it rather than a line of text. */
function continuesLast(group: readonly Row[]): boolean {
  const [before, last] = group.slice(-2);
  const isClose = before && last && before.baseline - last.baseline <= last.size * 1.4;
  return Boolean(isClose && last.cells[0]!.left > columnsOf(group)[0]!.right);
}

/** The stretches of the line that the cells of all rows fill together. */
const columnsOf = (rows: readonly Row[]): Column[] => stretchesOf(rows.flatMap((row) => row.cells));

/** Stretches of a line that run together become one; those of some rows and what comes with a further one give those of all. */
function stretchesOf(stretches: readonly Column[]): Column[] {
  const columns: Column[] = [];
  for (const { left, right } of [...stretches].sort((a, b) => a.left - b.left)) {
    const open = columns.at(-1);
    if (open && left < open.right + 1) open.right = Math.max(open.right, right);
    else columns.push({ left, right });
  }
  return columns;
}

function tableOf(group: readonly Row[]): FoundTable | null {
  const columns = columnsOf(group);
  const full = group.filter(({ cells }) => cells.length >= 2);
  if (columns.length < 2 || full.length < FEWEST_ROWS || full.length < group.length * 0.4) return null;
  const cells = group.flatMap((row) => row.cells);
  const isLong = cells.reduce((sum, { text }) => sum + text.length, 0) / cells.length > LONGEST_CELL;
  if (isLong || cells.some(({ text }) => LEADERS.test(text))) return null;
  const byColumn = columns.map((column) => cells.filter((cell) => isIn(cell, column)));
  if (byColumn.filter((column) => column.length >= 2 && isAligned(column)).length < 2) return null;
  const rows = cellsOf(group, columns);
  if (columns.length === 2 && !isPlainPair(byColumn, rows)) return null;
  return { rows, lines: new Set(group.flatMap((row) => row.lines)) };
}

/** Two columns are a list, a form or prose as often as a table: only named columns, or labels before numbers, are taken for one. */
function isPlainPair([first, second]: readonly (readonly Cell[])[], rows: FoundTable['rows']): boolean {
  if (averageLength(first!) <= 3) return false;
  return rows[0]!.some(({ isHeader }) => isHeader) || second!.every(({ text }) => NUMERIC.test(text));
}

const isIn = (cell: Cell, column: Column): boolean => cell.left >= column.left - 1 && cell.right <= column.right + 1;

const averageLength = (cells: readonly Cell[]): number =>
  cells.reduce((sum, { text }) => sum + text.length, 0) / Math.max(1, cells.length);

/** Whether most cells start, end or are centred at one place. */
function isAligned(cells: readonly Cell[]): boolean {
  const size = cells[0]!.line.size;
  return [(cell: Cell) => cell.left, (cell: Cell) => cell.right, (cell: Cell) => (cell.left + cell.right) / 2].some(
    (place) => {
      const places = cells.map(place).sort((a, b) => a - b);
      const middle = places[Math.floor(places.length / 2)]!;
      return places.filter((one) => Math.abs(one - middle) <= size * 0.6).length >= cells.length * 0.6;
    },
  );
}

/** A row of a table with all lines of its cells. */
interface MergedRow {
  texts: string[];
  readonly rows: Row[];
}

function cellsOf(group: readonly Row[], columns: readonly Column[]): TableCell[][] {
  const isNumeric = isMostlyNumeric(group);
  const merged: MergedRow[] = [];
  const pitch = rowPitch(group);
  for (const [index, row] of group.entries()) {
    const texts = columns.map((column) =>
      row.cells
        .filter((cell) => isIn(cell, column))
        .map(({ text }) => text)
        .join(' '),
    );
    const above = merged.at(-1);
    const gap = index > 0 ? group[index - 1]!.baseline - row.baseline : Infinity;
    if (above && continuesRow(texts, above, gap, row, { isNumeric, pitch })) {
      above.texts = above.texts.map((text, column) => joined(text, texts[column]!));
      above.rows.push(row);
    } else merged.push({ texts, rows: [row] });
  }
  const headers = headerRows(merged, group);
  return merged.map(({ texts }, index) =>
    texts.map((text) => ({ text, isHeader: index < headers, columns: 1, rows: 1 })),
  );
}

function joined(above: string, below: string): string {
  if (above === '' || below === '') return above + below;
  return /\p{L}-$/u.test(above) && /^\p{Ll}/u.test(below) ? above.slice(0, -1) + below : `${above} ${below}`;
}

/** Lines of a cell stand closer than rows do, where the two differ. */
function rowPitch(group: readonly Row[]): number {
  const gaps = group.slice(1).map((row, index) => group[index]!.baseline - row.baseline);
  const [least, most] = [leastOf(gaps), mostOf(gaps)];
  return most > least * 1.4 ? least * 1.2 : 0;
}

/**
 * Whether a line is the rest of the row above it: it stands closer than lines can, its first cell is empty or (among numbers) goes
 * on in small letters, or (among words) it stands closer than rows do.
 */
function continuesRow(
  texts: readonly string[],
  above: MergedRow,
  gap: number,
  row: Row,
  table: { isNumeric: boolean; pitch: number },
): boolean {
  if (texts.some((text, column) => isNumber(text) && isNumber(above.texts[column]!))) return false;
  if (gap < row.size * 0.85) return true;
  const isClose = gap <= row.size * 1.4;
  if (table.isNumeric) return isClose && (/^\p{Ll}/u.test(texts[0]!) || (texts[0] === '' && !texts.some(isNumber)));
  return (texts[0] === '' && isClose) || gap <= table.pitch;
}

function isMostlyNumeric(group: readonly Row[]): boolean {
  const cells = group.flatMap((row) => row.cells);
  return cells.filter(({ text }) => NUMERIC.test(text)).length >= cells.length * 0.3;
}

/** Rows at the top in a font of their own, or of words above columns of numbers; they name the columns. */
function headerRows(merged: readonly MergedRow[], group: readonly Row[]): number {
  const [first, ...below] = merged;
  const names = first!.texts.filter((text) => text !== '');
  if (names.length < Math.max(2, (first!.texts.length - 1) * 0.75) || names.some(isNumber)) return 0;
  const fonts = fontsOf(first!);
  if (below.length > 1 && below.every((row) => [...fontsOf(row)].every((font) => !fonts.has(font)))) return 1;
  if (!isMostlyNumeric(group)) return 0;
  // Names may be stacked on several lines; the first row with numbers, or with a label alone, ends them.
  const end = merged.findIndex(({ texts }) => texts.some(isNumber) || texts.slice(1).every((text) => text === ''));
  return end > 0 && end <= MOST_HEADER_ROWS ? end : 0;
}

const MOST_HEADER_ROWS = 6;

function fontsOf({ rows }: MergedRow): Set<string> {
  return new Set(rows.flatMap((row) => row.lines.map(({ font }) => font)));
}

const isNumber = (text: string): boolean => text !== '' && NUMERIC.test(text) && !isYear(text);

const isYear = (text: string): boolean => /^(?:19|20)\d\d(?:[/–-]\d{2,4})?$/.test(text);
