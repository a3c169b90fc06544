import { countedAs } from './counted-as.js';
import type { Block, BlockKind } from './parsed-document.js';
import { raised } from './raised-text.js';
import { type TableCell, blocksOfTable } from './table-rows.js';

/** Stands for a line break that must survive the collapsing of white space. */
const HARD_BREAK = '\u2028';

interface OpenList {
  /** Number of the next item; null for lists without numbers. */
  next: number | null;
  /** How it counts, as {@link countedAs} names it. */
  readonly format: string;
}

interface OpenTable {
  readonly rows: TableCell[][];
  row: TableCell[];
  /** The cell whose text is being gathered. */
  cell: Omit<TableCell, 'text' | 'isBold'> | null;
  /** Of the cell's text: in bold, and in all. */
  bold: number;
  all: number;
  /** Holds another table, so it only arranges what is on the page: its cells are no data of rows. */
  isLayout: boolean;
}

const PLAIN_CELL = { columns: 1, rows: 1 };

/**
 * Collects blocks from the open/text/close events of a marked-up document (HTML elements, Markdown tokens).
 * Text gathers until something block-like opens or closes; then it becomes a block of the kind that the open elements call for.
 * Every call tolerates missing counterparts, as real documents have them.
 */
export class BlockBuilder {
  readonly blocks: Block[] = [];
  /** Page of what comes next, from 1. */
  page = 1;
  #text = '';
  #headingLevel = 0;
  #quotes = 0;
  #bold = 0;
  #isRaised = false;
  #preformatted = 0;
  #lists: OpenList[] = [];
  /** Marker of a list item whose first text is still to come; null when it has come. */
  #marker: string | null = null;
  #tables: OpenTable[] = [];

  text(text: string): void {
    this.#text += this.#isRaised ? raised(this.#text, text) : text;
    if (text.trim() !== '') this.#isRaised = false;
    const table = this.#tables.at(-1);
    if (!table?.cell) return;
    const length = text.trim().length;
    table.all += length;
    if (this.#bold > 0) table.bold += length;
  }

  /** What comes next is set above the line. Right behind a number it is marked (`10^6`, `2019^2`): together they would be another one. */
  openRaised(): void {
    this.#isRaised = true;
  }

  closeRaised(): void {
    this.#isRaised = false;
  }

  /** What comes next is set in bold. */
  openBold(): void {
    this.#bold++;
  }

  closeBold(): void {
    this.#bold = Math.max(0, this.#bold - 1);
  }

  /** A line break inside a block. */
  lineBreak(): void {
    this.#text += this.#preformatted > 0 ? '\n' : HARD_BREAK;
  }

  /** The border of a paragraph-like element: what was gathered becomes a block. Inside a cell of data it is only a space. */
  boundary(): void {
    if (this.#isInData) this.#text += ' ';
    else this.#flush();
  }

  get #isInData(): boolean {
    return this.#tables.at(-1)?.isLayout === false;
  }

  openHeading(level: number): void {
    this.boundary();
    this.#headingLevel = level;
  }

  closeHeading(): void {
    this.boundary();
    this.#headingLevel = 0;
  }

  openQuote(): void {
    this.boundary();
    this.#quotes++;
  }

  closeQuote(): void {
    this.boundary();
    this.#quotes = Math.max(0, this.#quotes - 1);
  }

  openPreformatted(): void {
    this.boundary();
    this.#preformatted++;
  }

  closePreformatted(): void {
    this.boundary();
    this.#preformatted = Math.max(0, this.#preformatted - 1);
  }

  /**
   * @param first Number of the first item, or null for a list without numbers.
   * @param format How it counts, as {@link countedAs} names it.
   */
  openList(first: number | null, format = 'decimal'): void {
    this.boundary();
    this.#lists.push({ next: first, format });
  }

  closeList(): void {
    this.boundary();
    this.#lists.pop();
  }

  /** @param number Its own number, where it does not simply follow the item before. */
  openItem(number?: number): void {
    this.boundary();
    const list = this.#lists.at(-1);
    if (list && list.next !== null && number !== undefined) list.next = number;
    this.#marker = list?.next == null ? '' : `${countedAs(list.next++, list.format)}. `;
  }

  closeItem(): void {
    this.boundary();
    this.#marker = null;
  }

  /** A table inside another makes that one mere layout: what it held so far comes before the inner one, cell by cell. */
  openTable(): void {
    for (const table of this.#tables) this.#becomeLayout(table);
    this.boundary();
    this.#tables.push({ rows: [], row: [], cell: null, bold: 0, all: 0, isLayout: false });
  }

  #becomeLayout(table: OpenTable): void {
    if (table.isLayout) return;
    table.isLayout = true;
    this.#pushRows(table.rows.splice(0));
    for (const { text } of table.row.splice(0)) if (text !== '') this.#push('paragraph', text);
    table.cell = null;
  }

  /** The rows become blocks when the whole table is known: only then is it clear what names its columns. */
  closeTable(): void {
    this.closeRow();
    const table = this.#tables.pop();
    if (table) this.#pushRows(table.rows);
  }

  #pushRows(rows: readonly (readonly TableCell[])[]): void {
    for (const block of blocksOfTable(rows)) this.blocks.push({ ...block, page: this.page });
  }

  /** What a table says outside its rows, such as its caption, stands before them. */
  openRow(): void {
    this.closeRow();
  }

  /**
   * @param isHeader Whether this cell names its column or row; rows of such cells only are the table's header.
   * @param covers Columns and rows that the cell covers.
   */
  openCell(isHeader: boolean, covers: { columns: number; rows: number } = PLAIN_CELL): void {
    const table = this.#tables.at(-1);
    if (!table || table.isLayout) return this.boundary();
    this.#text = '';
    table.cell = { isHeader, ...covers };
    [table.bold, table.all] = [0, 0];
  }

  closeCell(): void {
    const table = this.#tables.at(-1);
    if (!table?.cell) return;
    const isBold = table.all > 0 && table.bold === table.all;
    table.row.push({ ...table.cell, isBold, text: collapse(this.#text).replaceAll('\n', ' ') });
    table.cell = null;
    this.#text = '';
  }

  closeRow(): void {
    const table = this.#tables.at(-1);
    if (!table || table.isLayout) return this.boundary();
    this.closeCell();
    const stray = collapse(this.#text);
    if (stray) this.#push('paragraph', stray);
    this.#text = '';
    if (table.row.length > 0) table.rows.push(table.row);
    table.row = [];
  }

  /** A block whose text is already complete, such as fenced code. */
  whole(kind: BlockKind, text: string): void {
    if (this.#isInData) return this.text(` ${text} `);
    this.#flush();
    if (text.trim() !== '') this.#push(kind, text);
  }

  /** A block that was read elsewhere, where this page has come to. */
  add(block: Block): void {
    this.#flush();
    this.blocks.push({ ...block, page: this.page });
  }

  /** Close whatever is still open. */
  finish(): Block[] {
    while (this.#tables.length > 0) this.closeTable();
    this.#flush();
    return this.blocks;
  }

  #flush(): void {
    if (this.#text === '') return;
    const text = this.#preformatted > 0 ? this.#text.replaceAll(HARD_BREAK, '\n') : collapse(this.#text);
    this.#text = '';
    if (text.trim() === '') return;
    if (this.#preformatted > 0) this.#push('code', text);
    else if (this.#headingLevel > 0) this.#push('heading', text.replaceAll('\n', ' '));
    else if (this.#marker !== null) {
      this.#push('list-item', this.#marker + text);
      this.#marker = null;
    } else this.#push(this.#quotes > 0 ? 'quote' : 'paragraph', text);
  }

  #push(kind: BlockKind, text: string): void {
    const { page } = this;
    if (kind === 'heading') this.blocks.push({ kind, text, level: this.#headingLevel, page });
    else if (kind === 'list-item') this.blocks.push({ kind, text, level: Math.max(1, this.#lists.length), page });
    else this.blocks.push({ kind, text, page });
  }
}

const UNCOLLAPSED = /[\t\n\r\f\u00a0\u2028]| {2}|^ | $/;

function collapse(text: string): string {
  if (!UNCOLLAPSED.test(text)) return text;
  return text
    .replace(/[ \t\n\r\f\u00a0]+/g, ' ')
    .replace(/ ?\u2028 ?/g, '\n')
    .trim();
}
