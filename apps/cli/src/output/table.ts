import { displayWidth, fit, oneLine } from './printable.js';

/** One column of a table for terminals. */
export interface Column<Row> {
  readonly title: string;
  readonly value: (row: Row) => string | number;
  /** Numbers read better flush right. */
  readonly align?: 'left' | 'right';
  /** Widest the column may grow, in terminal columns. */
  readonly max?: number;
}

/**
 * Rows as aligned columns two spaces apart, under their titles; ends with a line feed.
 * Without rows it is the empty string: the caller says what there is none of.
 */
export function table<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  if (rows.length === 0) return '';
  const lines = [
    columns.map((column) => column.title),
    ...rows.map((row) => columns.map((column) => cell(column, row))),
  ];
  const widths = columns.map((_, at) => Math.max(...lines.map((line) => displayWidth(line[at] ?? ''))));
  const text = lines.map((line) =>
    line
      .map((value, at) => pad(value, widths[at] ?? 0, columns[at]?.align ?? 'left'))
      .join('  ')
      .trimEnd(),
  );
  return `${text.join('\n')}\n`;
}

/** Names and values, one pair a line, values aligned; ends with a line feed. */
export function pairs(entries: readonly (readonly [name: string, value: string | number])[]): string {
  const width = Math.max(0, ...entries.map(([name]) => displayWidth(name)));
  return entries
    .map(([name, value]) => `${pad(name, width, 'left')}  ${oneLine(String(value))}`.trimEnd() + '\n')
    .join('');
}

function cell<Row>(column: Column<Row>, row: Row): string {
  const text = oneLine(String(column.value(row)));
  return column.max === undefined ? text : fit(text, column.max);
}

function pad(text: string, width: number, align: 'left' | 'right'): string {
  const space = ' '.repeat(Math.max(0, width - displayWidth(text)));
  return align === 'left' ? text + space : space + text;
}
