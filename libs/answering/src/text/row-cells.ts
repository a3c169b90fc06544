import { isLabelledRow } from './classify-lines.js';

/** One cell of a table's row, with what its column is called where that is known. */
export interface RowCell {
  /** Lower case; the place of the cell, from 0, where the column has no name. */
  readonly column: string;
  readonly isNamed: boolean;
  readonly text: string;
}

/** A column's name, at most so long. */
const LABELLED_CELL = /^([^:]{1,60}): (.*)$/su;
/** "10–25 people: EUR 900" of a list. */
const LABELLED_LINE = /^([^:：]{1,40})[:：]\s+(\S.*)$/su;

/**
 * The cells of a row, whichever way its table is stored: parted by bars, tabs, semicolons or commas, or each behind its column's name.
 * @param header The row that names the columns; null where none does.
 */
export function cellsOfRow(row: string, header: string | null): RowCell[] {
  if (isLabelledRow(row)) {
    return row.split('; ').map((part, place) => {
      const [, column, text] = LABELLED_CELL.exec(part.trim()) ?? [];
      return column === undefined
        ? unnamed(part, place)
        : { column: column.trim().toLowerCase(), isNamed: true, text: text!.trim() };
    });
  }
  const cells = split(row);
  const names = header === null ? [] : split(header);
  return cells.map((text, place) => {
    const name = names.length === cells.length ? names[place]!.trim().toLowerCase() : '';
    return name === '' ? unnamed(text, place) : { column: name, isNamed: true, text: text.trim() };
  });
}

/** What a line of a list says before its colon and after it, as the cells of a row; none where it has no colon. */
export function cellsOfLine(line: string): RowCell[] {
  const found = LABELLED_LINE.exec(line);
  return found ? [unnamed(found[1]!, 0), unnamed(found[2]!, 1)] : [];
}

const unnamed = (text: string, place: number): RowCell => ({
  column: String(place),
  isNamed: false,
  text: text.trim(),
});

function split(row: string): string[] {
  const bare = row.trim().replace(/^\||\|$/gu, '');
  const separator = [/\s*\|\s*/u, /\t/u, /;\s*/u, /,(?!\d{3})\s*/u].find((pattern) => pattern.test(bare));
  return separator ? bare.split(separator) : [bare];
}
