import type { Block } from './parsed-document.js';
import { NUMERIC, labelled, readsAsNames } from './table-rows.js';

/** Most rows above a table that are captions and notes rather than the table. */
const MOST_CAPTIONS = 5;
/** A row of fewer cells than this share of what follows stands above the table, not in it. */
const NARROW = 0.6;
const ROWS_LOOKED_AT = 20;

/** Column names in force, with the columns that they stand over. */
interface Header {
  readonly names: readonly string[];
  readonly text: string;
}

/**
 * Blocks of a sheet given as rows of cells, one a filled row. Each row repeats the names of its columns (`Name: value; …`) so that it
 * makes sense alone. Rows above a table that are narrower than it are captions; without a recognizable header row, cells are joined.
 * @param breaks Places (in the filled rows) before which the sheet has empty rows: another table may begin there.
 * @param stacks Column names of more than one row, by the place (in the filled rows) of the first.
 */
export function blocksOfRows(
  rows: readonly (readonly string[])[],
  breaks: ReadonlySet<number> = new Set<number>(),
  stacks: ReadonlyMap<number, StackedNames> = new Map<number, StackedNames>(),
): Block[] {
  const filled = rows.map((row) => row.map(cellText)).filter((row) => row.some((cell) => cell !== ''));
  const blocks: Block[] = [];
  let header: Header | null = null;
  let start = 0;
  for (const part of partsOf(filled, breaks)) {
    const at = part.findIndex((_, row) => stacks.has(start + row));
    const table: { blocks: Block[]; header: Header | null } =
      at < 0 ? blocksOfPart(part, header) : belowStack(part, at, stacks.get(start + at)!);
    start += part.length;
    for (const block of table.blocks) blocks.push(block);
    header = table.header;
  }
  return blocks;
}

/** Names of columns that several rows make up together, as where one name stands over two of them. */
export interface StackedNames {
  readonly rows: number;
  readonly names: readonly string[];
}

/** @param at Where the rows of names begin; what stands above them are captions. */
function belowStack(
  part: readonly (readonly string[])[],
  at: number,
  { rows, names }: StackedNames,
): { blocks: Block[]; header: Header } {
  const header = { names, text: barred(names) };
  const lead = part.slice(0, at).map((row) => caption(row));
  const heads = part.slice(at, at + rows).map((row) => tableRow(barred(row)));
  return { blocks: [...lead, ...heads, ...part.slice(at + rows).map((row) => named(row, header))], header };
}

function partsOf(rows: readonly (readonly string[])[], breaks: ReadonlySet<number>): (readonly string[])[][] {
  const parts: (readonly string[])[][] = [];
  for (const [index, row] of rows.entries()) {
    if (index === 0 || breaks.has(index)) parts.push([]);
    parts.at(-1)!.push(row);
  }
  return parts;
}

/** @param above The header of the part before: its names go on where this part has none of its own and lies below them. */
function blocksOfPart(
  part: readonly (readonly string[])[],
  above: Header | null,
): { blocks: Block[]; header: Header | null } {
  const captions = captionCount(part);
  const [first, ...rest] = part.slice(captions);
  const lead = part.slice(0, captions).map((row) => caption(row));
  if (!first) return { blocks: lead, header: above };
  if (isHeader(first, rest, above)) {
    const header = { names: first, text: barred(first) };
    return { blocks: [...lead, tableRow(header.text), ...rest.map((row) => named(row, header))], header };
  }
  const goesOn = above !== null && [first, ...rest].every((row) => extent(row).every((at) => above.names[at]));
  const blocks = [first, ...rest].map((row) => (goesOn ? named(row, above) : tableRow(barred(row))));
  return { blocks: [...lead, ...blocks], header: goesOn ? above : null };
}

/** The first table of a sheet is headed by words; a later one must look as if it were meant to be. */
function isHeader(first: readonly string[], rest: readonly (readonly string[])[], above: Header | null): boolean {
  if (!readsAsNames(first)) return false;
  if (above === null) return true;
  if (rest.length === 0 || extent(first).length < 2) return false;
  const [own, others] = [extent(first), extent(above.names)];
  const isElsewhere = own.length !== others.length || own.some((at, index) => at !== others[index]);
  return isElsewhere || first.some((cell, at) => cell !== '' && rest.some((row) => row[at] && NUMERIC.test(row[at])));
}

/** Columns with something in them. */
const extent = (row: readonly string[]): number[] => row.flatMap((cell, at) => (cell === '' ? [] : [at]));

const named = (row: readonly string[], { names, text }: Header): Block => tableRow(labelled(names, row), text);

/** Leading rows that are narrower than the table below them. */
function captionCount(rows: readonly (readonly string[])[]): number {
  const widths = rows.slice(0, ROWS_LOOKED_AT).map((row) => extent(row).length);
  const widest = Math.max(0, ...widths);
  const first = widths.findIndex((width) => width > 1 && width >= widest * NARROW);
  return first > 0 && first <= MOST_CAPTIONS ? first : 0;
}

function cellText(cell: string): string {
  return cell.replace(/\s+/g, ' ').trim();
}

const barred = (row: readonly string[]): string => row.filter((cell) => cell !== '').join(' | ');

/** A caption is a sentence of its own; of several cells it is a row. */
function caption(row: readonly string[]): Block {
  return extent(row).length === 1 ? { kind: 'paragraph', text: barred(row), page: 1 } : tableRow(barred(row));
}

function tableRow(text: string, header?: string): Block {
  return { kind: 'table-row', text, page: 1, ...(header !== undefined && { header }) };
}
