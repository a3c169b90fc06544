import type { Range } from '@e965/xlsx';
import type { StackedNames } from './delimited-blocks.js';
import { NUMERIC } from './table-rows.js';

/** A row of a sheet with its place, from 0. */
interface Row {
  readonly cells: readonly string[];
  readonly row: number;
}

/** Names stand in no more rows than this, and at the top of a sheet or behind an empty row, with some captions above. */
const MOST_ROWS = 4;
const MOST_CAPTIONS = 5;
const YEAR = /^(?:19|20)\d\d$/;

/**
 * Column names of several rows, told by cells that are merged over columns: `2031` over `Plan` and `Real` gives `2031 Plan`,
 * `2031 Real`.
 * @param rows Filled rows, in order.
 * @returns By the place of the first row of names among the filled ones.
 */
export function stackedNames(rows: readonly Row[], merges: readonly Range[]): Map<number, StackedNames> {
  const found = new Map<number, StackedNames>();
  const wide = new Set(merges.filter(({ s, e }) => s.r === e.r && e.c > s.c).map(({ s }) => s.r));
  if (wide.size === 0) return found;
  let top = 0;
  for (const [index, { row }] of rows.entries()) {
    if (index > 0 && row > rows[index - 1]!.row + 1) top = index;
    if (index - top > MOST_CAPTIONS || !wide.has(row)) continue;
    // What fills several cells above is the head already, and this a row of its table.
    if (rows.slice(top, index).some((above) => filled(above).length > 1)) continue;
    const stack = stackAt(rows, index, wide);
    if (!stack) continue;
    found.set(index, { rows: stack.length, names: namesOf(stack, merges) });
    top = Number.NEGATIVE_INFINITY;
  }
  return found;
}

/** Rows of names from here on: those with merged cells, and the one below them; null where they name nothing. */
function stackAt(rows: readonly Row[], index: number, wide: ReadonlySet<number>): Row[] | null {
  let end = index;
  while (wide.has(rows[end]!.row) && rows[end + 1]?.row === rows[end]!.row + 1) end++;
  const stack = rows.slice(index, end + 1);
  const isNamed = stack.every(({ cells }) => cells.every((cell) => YEAR.test(cell) || !NUMERIC.test(cell)));
  const hasData = rows[end + 1]?.row === rows[end]!.row + 1;
  // A single cell over all columns is a title.
  const isTitle = filled(stack[0]!).length < 2;
  return stack.length > 1 && stack.length <= MOST_ROWS && isNamed && hasData && !isTitle ? stack : null;
}

const filled = ({ cells }: Row): readonly string[] => cells.filter((cell) => cell !== '');

function namesOf(stack: readonly Row[], merges: readonly Range[]): string[] {
  const width = Math.max(...stack.map(({ cells }) => cells.length));
  const spread = stack.map(({ cells, row }) => {
    const line = Array.from({ length: width }, (_, column) => cells[column] ?? '');
    for (const { s, e } of merges)
      if (s.r === row && e.r === row) line.fill(cells[s.c] ?? '', s.c, Math.min(e.c + 1, width));
    return line;
  });
  return Array.from({ length: width }, (_, column) =>
    [...new Set(spread.map((line) => line[column]!).filter((name) => name !== ''))].join(' '),
  );
}
