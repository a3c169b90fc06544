import { readFile } from 'node:fs/promises';
import { type CellObject, type Range, type WorkBook, type WorkSheet, read, SSF, utils } from '@e965/xlsx';
import type { CoverageNote } from '#knowledge';
import { noteOf } from './coverage-notes.js';
import { blocksOfRows } from './delimited-blocks.js';
import { metadataOf, sensibleTitle } from './document-facts.js';
import { FilledCells } from './filled-cells.js';
import { HiddenInOds, type HiddenOnSheet } from './hidden-lines.js';
import { hiddenInWorkbook, hiddenOn } from './hidden-on-sheets.js';
import { refuseLocked } from './odf-lock.js';
import { DocumentCorrupt, DocumentEncrypted, DocumentTooComplex } from './parse-errors.js';
import { type Block, DEFAULT_PARSE_LIMITS, type ParseLimits, type ParsedDocument } from './parsed-document.js';
import { type Drawn, NOTHING_DRAWN, drawnOnSheets } from './workbook-drawings.js';
import { stackedNames } from './workbook-heads.js';
import { ZipParts } from './zip-parts.js';

const FORMAT = 'workbook';
const MOST_ROWS = 200_000;
/** Of an OpenDocument workbook; more of them fit neither into the memory nor into the text of a document. */
const MOST_CELLS = 2_000_000;
/** Sheets whose parts are no larger unpacked are read whole; of larger ones the first rows, so that memory suffices. */
const READ_WHOLE_BYTES = 60_000_000;
const SHEET_PART = /^xl\/worksheets\/[^/]+\.(?:xml|bin)$/;

/** Its types say nothing of it. */
const formats = SSF as { format(format: string, value: number, options: { date1904: boolean }): string };

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
  const { isWhole, uncalculated, drawn, hidden } = isZip
    ? await ZipParts.use(path, FORMAT, limits.maxUncompressedBytes, (parts) => lookedInto(parts, limits.maxPages))
    : { isWhole: true, uncalculated: 0, drawn: new Map<number, Drawn>(), hidden: [] };
  const book = open(await readFile(path), isWhole);
  if (book.SheetNames.length > limits.maxPages) throw new DocumentTooComplex('sheets', limits.maxPages);
  const blocks: Block[] = [];
  const notes = withoutResult(uncalculated);
  let chars = 0;
  for (const [index, name] of book.SheetNames.entries()) {
    const page = index + 1;
    const sheet = book.Sheets[name] ?? {};
    const { rows, isCut } = rowsOf(sheet, book.Workbook?.WBProps?.date1904 === true);
    const upon = drawn.get(index) ?? NOTHING_DRAWN;
    if (upon.pictures > 0) notes.push(picturesOn(page, upon.pictures));
    if (upon.isDamaged) notes.push(damagedOn(page));
    const comments = [...commentsOf(sheet, page), ...upon.blocks.map((block) => ({ ...block, page }))];
    if (rows.length === 0 && comments.length === 0) continue;
    notes.push(...hiddenOn(book, index, rows, hidden[index]));
    if (isCut)
      notes.push(
        noteOf(
          'sheet.cut',
          `Only the first ${MOST_ROWS} rows of sheet ${page} were read.`,
          { rows: MOST_ROWS, sheet: page },
          page,
        ),
      );
    const found = [
      { kind: 'heading' as const, text: name, level: 1, page },
      ...sheetBlocks(rows, page, sheet['!merges'] ?? []),
      ...comments,
    ];
    chars += found.reduce((sum, { text }) => sum + text.length, 0);
    if (chars > limits.maxTextChars) throw new DocumentTooComplex('characters', limits.maxTextChars);
    for (const block of found) blocks.push(block);
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

const picturesOn = (page: number, count: number): CoverageNote =>
  noteOf('image.skipped', `${count} picture(s) on sheet ${page} were not read.`, { count, isDescribed: 'no' }, page);

const damagedOn = (page: number): CoverageNote => ({
  code: 'chart.skipped',
  message: `What is drawn upon the cells of sheet ${page} is damaged and was not read to its end.`,
  count: 1,
  page,
});

interface LookedInto {
  readonly isWhole: boolean;
  readonly uncalculated: number;
  readonly drawn: ReadonlyMap<number, Drawn>;
  /** By the place of the sheet, from 0. */
  readonly hidden: readonly HiddenOnSheet[];
}

/** What the container tells before it is read: whether that can be as a whole, how many formulas have no result, what lies upon cells or does not show. */
async function lookedInto(parts: ZipParts, mostSheets: number): Promise<LookedInto> {
  await refuseLocked(parts, FORMAT);
  // The time that SheetJS takes grows with the square of them.
  if (parts.names.filter((name) => SHEET_PART.test(name)).length > mostSheets)
    throw new DocumentTooComplex('sheets', mostSheets);
  const [filled, inOds] = [new FilledCells(MOST_CELLS, mostSheets), new HiddenInOds()];
  for await (const piece of parts.pieces('content.xml')) {
    filled.take(piece.toString('latin1'));
    inOds.take(piece.toString('latin1'));
  }
  // OpenDocument repeats empty rows by the million, which counts against no size.
  const isWhole = !parts.has('content.xml') && parts.sizeOf((name) => SHEET_PART.test(name)) <= READ_WHOLE_BYTES;
  let uncalculated = 0;
  for (const name of isWhole ? parts.names.filter((each) => SHEET_PART.test(each)) : [])
    uncalculated += (await parts.text(name))?.match(WITHOUT_RESULT)?.length ?? 0;
  const hidden = parts.has('content.xml') ? inOds.sheets : await hiddenInWorkbook(parts);
  return { isWhole, uncalculated, drawn: await drawnOnSheets(parts), hidden };
}

/** A cell's formula without a value behind it. */
const WITHOUT_RESULT = /<f(?:\s[^<>]*)?(?:\/>|>[^<]*<\/f>)\s*(?:<v\s*\/>|<v>\s*<\/v>)?\s*<\/c>/g;

/** Programs that write workbooks without calculating leave formulas of which nothing can be read. */
function withoutResult(count: number): CoverageNote[] {
  if (count === 0) return [];
  const message = `${count} formula(s) have no stored result and were not read. Open the workbook in its own program, save it and send it again.`;
  return [noteOf('formula.no_result', message, { count })];
}

function open(bytes: Buffer, isWhole: boolean): WorkBook {
  try {
    const rows = isWhole ? {} : { sheetRows: MOST_ROWS + 1 };
    return read(bytes, { dense: true, cellFormula: false, cellHTML: false, cellNF: true, bookVBA: false, ...rows });
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 120) : 'unknown reason';
    if (/password|encrypt/i.test(reason)) throw new DocumentEncrypted(FORMAT);
    throw new DocumentCorrupt(FORMAT, reason, { cause: error });
  }
}

type Cells = readonly (readonly (CellObject | undefined)[] | undefined)[];

/** Only rows and cells that are there: a sheet may claim a million empty ones. */
function rowsOf(sheet: WorkSheet, date1904: boolean): { rows: SheetRow[]; isCut: boolean } {
  const rows: SheetRow[] = [];
  for (const [row, cells] of filledRows(sheet)) {
    const shown = Array.from(cells, (cell) => (cell ? shownOf(cell, date1904) : ''));
    const first = shown.findIndex((text) => text !== '');
    if (first < 0) continue;
    if (rows.length === MOST_ROWS) return { rows, isCut: true };
    const last = shown.findLastIndex((text) => text !== '');
    const ends = [first, last].map((column) => utils.encode_cell({ r: row, c: column }));
    rows.push({ cells: shown.slice(0, last + 1), row, reference: ends[0] === ends[1] ? ends[0]! : ends.join(':') });
  }
  return { rows, isCut: isCutShort(sheet) };
}

/** Rows by number, from 0; those that are not there are passed over. */
function filledRows(sheet: WorkSheet): (readonly [row: number, cells: readonly (CellObject | undefined)[]])[] {
  const data = (sheet['!data'] ?? []) as Cells;
  const filled: (readonly [number, readonly (CellObject | undefined)[]])[] = [];
  data.forEach((cells, row) => {
    if (cells && cells.length > 0) filled.push([row, cells]);
  });
  return filled;
}

/** SheetJS keeps how far a sheet reaches where it was told to stop before. */
function isCutShort(sheet: WorkSheet): boolean {
  const whole = sheet['!fullref'] as string | undefined;
  return whole !== undefined && utils.decode_range(whole).e.r > MOST_ROWS;
}

/** What people noted on cells, after the rows: "Comment on B2 by Ada: …". */
function commentsOf(sheet: WorkSheet, page: number): Block[] {
  return filledRows(sheet).flatMap(([r, cells]) =>
    Array.from(cells, (cell, c) => ({ notes: cell?.c ?? [], at: utils.encode_cell({ r, c }) })).flatMap(
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
function sheetBlocks(rows: readonly SheetRow[], page: number, merges: readonly Range[]): Block[] {
  const breaks = rows.flatMap(({ row }, i) => (i > 0 && row > rows[i - 1]!.row + 1 ? [i] : []));
  const blocks = blocksOfRows(
    rows.map(({ cells }) => cells),
    new Set(breaks),
    stackedNames(rows, merges),
  );
  return blocks.map((block, i) => ({
    ...block,
    page,
    text: block.kind === 'table-row' ? `${block.text} [${rows[i]!.reference}]` : block.text,
  }));
}

/** As the workbook shows it; a sign that only a colour stands for is written out. */
function shownOf(cell: CellObject, date1904: boolean): string {
  const text = (cell.w ?? textOf(cell, date1904)).trim();
  const isBelowZero = typeof cell.v === 'number' && cell.v < 0 && /[1-9]/.test(text) && !/[-−–(]/.test(text);
  return isBelowZero && isToldByColour(String(cell.z ?? '')) ? `-${text}` : text;
}

/** What of a format is neither word nor sign: currencies, padding, general numbers and powers of ten. */
const NO_SIGN = /\[\$[^\]]*\]|"(?:[^\p{L}"]|EUR|USD|CHF|GBP)*"|[_*].|General|E[+-](?=[0#?])/giu;

/** Whether a format tells numbers below zero by a colour, with neither words nor signs. */
function isToldByColour(format: string): boolean {
  const below = format.split(';')[1]?.replace(NO_SIGN, '') ?? '';
  return /^\s*\[(?:red|blue|green|magenta|cyan|yellow|color\s?\d+)\][^\p{L}\-(]*$/iu.test(below);
}

function textOf({ t, v, z }: CellObject, date1904: boolean): string {
  if (t === 'n' && typeof v === 'number' && z !== undefined) return formatted(v, String(z), date1904);
  if (v instanceof Date) return v.toISOString().slice(0, 10);
  return v === undefined ? '' : String(v);
}

const isoDate = (date: Date | string | undefined): string | null =>
  date instanceof Date && !Number.isNaN(date.getTime()) ? date.toISOString().slice(0, 10) : null;

/** SheetJS gives up on dates with plain points between (`dd.mm.yyyy`), which it takes for parts of seconds. */
function formatted(value: number, format: string, date1904: boolean): string {
  const plain = format.replace(/"[^"]*"|\\.|\.(?!0)/g, (part) => (part === '.' ? '\\.' : part));
  try {
    return formats.format(plain, value, { date1904 });
  } catch {
    return String(value);
  }
}
