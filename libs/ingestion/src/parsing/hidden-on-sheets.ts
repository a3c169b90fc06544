import type { WorkBook } from '@e965/xlsx';
import type { CoverageNote } from '#knowledge';
import { hiddenLines, hiddenPart } from './coverage-notes.js';
import { HiddenInXlsx, type HiddenOnSheet, NOTHING_HIDDEN } from './hidden-lines.js';
import { sheetsOf, unlessDamaged } from './workbook-drawings.js';
import type { ZipParts } from './zip-parts.js';

/** What each sheet of a workbook (.xlsx) does not show, in the order of the sheets; none where that is damaged. */
export async function hiddenInWorkbook(parts: ZipParts): Promise<HiddenOnSheet[]> {
  const found: HiddenOnSheet[] = [];
  for (const sheet of (await unlessDamaged(sheetsOf(parts))) ?? []) {
    const hidden = new HiddenInXlsx();
    for await (const piece of parts.pieces(sheet)) hidden.take(piece.toString('latin1'));
    found.push(hidden);
  }
  return found;
}

/**
 * Says what of a sheet does not show in its own program, of what was read.
 * @param index Of the sheet, from 0.
 * @param told By the container itself. SheetJS tells of hidden sheets of Excel, and of hidden rows of the old one.
 */
export function hiddenOn(
  { SheetNames, Sheets, Workbook }: WorkBook,
  index: number,
  rows: readonly { readonly row: number; readonly cells: readonly string[] }[],
  told: HiddenOnSheet = NOTHING_HIDDEN,
): CoverageNote[] {
  const page = index + 1;
  const isHidden = told.isHidden || (Workbook?.Sheets?.[index]?.Hidden ?? 0) > 0;
  const old = Sheets[SheetNames[index] ?? '']?.['!rows'] ?? [];
  const hiddenRows = told.rows.countOf(rows.map(({ row }) => row)) + rows.filter(({ row }) => old[row]?.hidden).length;
  const hiddenColumns = told.columns.countOf(filledColumns(rows));
  return [...(isHidden ? [hiddenPart(page)] : []), ...hiddenLines(hiddenRows, hiddenColumns, page)];
}

/** Ascending. */
function filledColumns(rows: readonly { readonly cells: readonly string[] }[]): number[] {
  const filled: boolean[] = [];
  for (const { cells } of rows) for (const [column, text] of cells.entries()) if (text !== '') filled[column] = true;
  return filled.flatMap((_, column) => [column]);
}
