import type { Block } from './parsed-document.js';
import { labelled, readsAsNames } from './table-rows.js';

/**
 * Blocks of a table given as rows of cells. Each row repeats the names of its columns (`Name: value; …`) so that it makes
 * sense alone. Rows with a single cell above the table are captions; without a recognizable header row, cells are joined.
 */
export function blocksOfRows(rows: readonly (readonly string[])[]): Block[] {
  const filled = rows.map((row) => row.map(cellText)).filter((row) => row.some((cell) => cell !== ''));
  const captions = captionCount(filled);
  const [first, ...rest] = filled.slice(captions);
  const blocks: Block[] = filled.slice(0, captions).map((row) => paragraph(row.find((cell) => cell !== '')!));
  if (!first) return blocks;
  if (!readsAsNames(first))
    return [...blocks, ...[first, ...rest].map((row) => tableRow(row.filter((cell) => cell !== '').join(' | ')))];
  const header = first.filter((cell) => cell !== '').join(' | ');
  return [...blocks, tableRow(header), ...rest.map((row) => tableRow(labelled(first, row), header))];
}

/** Leading rows with one filled cell, when the table below is wider. */
function captionCount(rows: readonly (readonly string[])[]): number {
  const firstWide = rows.findIndex((row) => row.filter((cell) => cell !== '').length > 1);
  return firstWide > 0 && firstWide <= 5 ? firstWide : 0;
}

function cellText(cell: string): string {
  return cell.replace(/\s+/g, ' ').trim();
}

function paragraph(text: string): Block {
  return { kind: 'paragraph', text, page: 1 };
}

function tableRow(text: string, header?: string): Block {
  return { kind: 'table-row', text, page: 1, ...(header !== undefined && { header }) };
}
