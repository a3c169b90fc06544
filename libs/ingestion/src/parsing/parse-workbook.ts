import { readFile } from 'node:fs/promises';
import { type CellObject, type WorkSheet, read, utils } from '@e965/xlsx';
import type { CoverageNote } from '#knowledge';
import { blocksOfRows } from './delimited-blocks.js';
import { metadataOf, sensibleTitle } from './document-facts.js';
import { refuseLocked } from './odf-lock.js';
import { DocumentCorrupt, DocumentEncrypted, DocumentTooComplex } from './parse-errors.js';
import { type Block, DEFAULT_PARSE_LIMITS, type ParseLimits, type ParsedDocument } from './parsed-document.js';
import { ZipParts } from './zip-parts.js';

const FORMAT = 'workbook';
const MOST_ROWS = 200_000;

/** A row of a sheet as it is shown, with its cells' references. */
interface SheetRow {
  readonly cells: readonly string[];
  readonly reference: string;
  /** From 0. */
  readonly row: number;
}

/**
 * Read a workbook (xlsx, xls, ods) through SheetJS: a page for each sheet, a row of text for each row, with column names and the
 * reference of its cells. Values are shown as the workbook formats them; formulas are not calculated anew.
 */
export async function parseWorkbook(
  path: string,
  isZip: boolean,
  limits: ParseLimits = DEFAULT_PARSE_LIMITS,
): Promise<ParsedDocument> {
  // The directory is judged before anything is unpacked.
  if (isZip) await ZipParts.use(path, FORMAT, limits.maxUncompressedBytes, (parts) => refuseLocked(parts, FORMAT));
  const book = open(await readFile(path));
  const blocks: Block[] = [];
  const notes: CoverageNote[] = [];
  let chars = 0;
  for (const [index, name] of book.SheetNames.entries()) {
    const page = index + 1;
    const sheet = book.Sheets[name] ?? {};
    const { rows, isCut } = rowsOf(sheet);
    const comments = commentsOf(sheet, page);
    if (rows.length === 0 && comments.length === 0) continue;
    if (isCut)
      notes.push({ code: 'sheet.cut', message: `Only the first ${MOST_ROWS} rows of sheet ${page} were read.`, page });
    const found = [{ kind: 'heading' as const, text: name, level: 1, page }, ...sheetBlocks(rows, page), ...comments];
    chars += found.reduce((sum, { text }) => sum + text.length, 0);
    if (chars > limits.maxTextChars) throw new DocumentTooComplex('characters', limits.maxTextChars);
    blocks.push(...found);
  }
  return {
    title: sensibleTitle(book.Props?.Title),
    metadata: metadataOf([
      ['author', book.Props?.Author],
      ['date', isoDate(book.Props?.ModifiedDate)],
      ['subject', book.Props?.Subject],
    ]),
    blocks,
    pageCount: Math.max(1, book.SheetNames.length),
    notes,
  };
}

function open(bytes: Buffer) {
  try {
    return read(bytes, { dense: true, cellFormula: false, cellHTML: false, sheetRows: MOST_ROWS + 1, bookVBA: false });
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 120) : 'unknown reason';
    if (/password|encrypt/i.test(reason)) throw new DocumentEncrypted(FORMAT);
    throw new DocumentCorrupt(FORMAT, reason, { cause: error });
  }
}

type Cells = readonly (readonly (CellObject | undefined)[] | undefined)[];

/** Only rows and cells that are there: a sheet may claim a million empty ones. */
function rowsOf(sheet: WorkSheet): { rows: SheetRow[]; isCut: boolean } {
  const data = (sheet['!data'] ?? []) as Cells;
  const rows: SheetRow[] = [];
  data.slice(0, MOST_ROWS).forEach((cells, row) => {
    const shown = Array.from(cells ?? [], (cell) => (cell ? (cell.w ?? textOf(cell)).trim() : ''));
    const first = shown.findIndex((text) => text !== '');
    if (first < 0) return;
    const last = shown.findLastIndex((text) => text !== '');
    const ends = [first, last].map((column) => utils.encode_cell({ r: row, c: column }));
    rows.push({ cells: shown.slice(0, last + 1), row, reference: ends[0] === ends[1] ? ends[0]! : ends.join(':') });
  });
  return { rows, isCut: data.length > MOST_ROWS };
}

/** What people noted on cells, after the rows: "Comment on B2 by Ada: …". */
function commentsOf(sheet: WorkSheet, page: number): Block[] {
  const data = ((sheet['!data'] ?? []) as Cells).slice(0, MOST_ROWS);
  return data.flatMap((cells, r) =>
    Array.from(cells ?? [], (cell, c) => ({ notes: cell?.c ?? [], at: utils.encode_cell({ r, c }) })).flatMap(
      ({ notes, at }) =>
        notes.flatMap(({ a: author, t }): Block[] => {
          const said = (t ?? '').replace(/\s+/g, ' ').trim();
          const by = author ? ` by ${author}` : '';
          return said === '' ? [] : [{ kind: 'paragraph', text: `Comment on ${at}${by}: ${said}`, page }];
        }),
    ),
  );
}

/** Blocks and rows go together one by one: each filled row makes one block. */
function sheetBlocks(rows: readonly SheetRow[], page: number): Block[] {
  const breaks = rows.flatMap(({ row }, i) => (i > 0 && row > rows[i - 1]!.row + 1 ? [i] : []));
  const blocks = blocksOfRows(
    rows.map(({ cells }) => cells),
    new Set(breaks),
  );
  return blocks.map((block, i) => ({
    ...block,
    page,
    text: block.kind === 'table-row' ? `${block.text} [${rows[i]!.reference}]` : block.text,
  }));
}

function textOf({ v }: CellObject): string {
  if (v instanceof Date) return v.toISOString().slice(0, 10);
  return v === undefined ? '' : String(v);
}

const isoDate = (date: Date | string | undefined): string | null =>
  date instanceof Date && !Number.isNaN(date.getTime()) ? date.toISOString().slice(0, 10) : null;
