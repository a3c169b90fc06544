import { TagsInPieces } from './tags-in-pieces.js';

/** Stretches that are kept of one sheet; what is hidden beyond them is not told. */
const MOST_STRETCHES = 100_000;

/** Numbers of rows or columns, from 0, that are named in ascending order. */
export class Lines {
  readonly #stretches: { readonly from: number; until: number }[] = [];

  /** @param count How many follow each other, `from` among them. */
  add(from: number, count: number): void {
    const last = this.#stretches.at(-1);
    if (last?.until === from) last.until += count;
    else if (this.#stretches.length < MOST_STRETCHES) this.#stretches.push({ from, until: from + count });
  }

  /** How many of others are among them. @param others Ascending. */
  countOf(others: readonly number[]): number {
    let [count, at] = [0, 0];
    for (const line of others) {
      while ((this.#stretches[at]?.until ?? Infinity) <= line) at++;
      if ((this.#stretches[at]?.from ?? Infinity) <= line) count++;
    }
    return count;
  }
}

/** What a sheet holds and does not show. */
export interface HiddenOnSheet {
  /** The sheet itself, where the cells say so; those of Excel are told by SheetJS. */
  readonly isHidden: boolean;
  readonly rows: Lines;
  readonly columns: Lines;
}

/** For sheets of formats, or files, that say nothing of it. Shared, so nothing is to be added to it. */
export const NOTHING_HIDDEN: HiddenOnSheet = { isHidden: false, rows: new Lines(), columns: new Lines() };

const numberIn = (attribute: RegExp, attributes: string, without: number): number =>
  Number(attribute.exec(attributes)?.[1] ?? without);

/** Follows the cells of one sheet of a workbook (.xlsx). @see ECMA-376, part 1, 18.3.1.13 and 18.3.1.73 */
export class HiddenInXlsx implements HiddenOnSheet {
  readonly isHidden = false;
  readonly rows = new Lines();
  readonly columns = new Lines();
  readonly #tags = new TagsInPieces(/<(?:\w+:)?(row|col)(?=[\s/>])([^<>]*)>/g);
  #row = -1;

  take(piece: string): void {
    for (const [name, attributes] of this.#tags.of(piece)) {
      if (name === 'row') this.#row = numberIn(/(?:^|\s)r="(\d+)"/, attributes, this.#row + 2) - 1;
      if (!/(?:^|\s)hidden="(?:1|true)"/.test(attributes)) continue;
      if (name === 'row') this.rows.add(this.#row, 1);
      else this.#addColumns(numberIn(/(?:^|\s)min="(\d+)"/, attributes, 1), numberIn(/\smax="(\d+)"/, attributes, 1));
    }
  }

  #addColumns(first: number, last: number): void {
    this.columns.add(first - 1, last - first + 1);
  }
}

/** Follows `content.xml` of an OpenDocument workbook. @see OASIS OpenDocument 1.3, part 3, `table:display` and `table:visibility` */
export class HiddenInOds {
  /** Of each sheet, in their order. */
  readonly sheets: HiddenOnSheet[] = [];
  readonly #tags = new TagsInPieces(
    /<(?:[\w.-]+:)?(style|table-properties|table|table-column|table-row)(?=[\s/>])([^<>]*)>/g,
  );
  readonly #hiddenStyles = new Set<string | undefined>();
  #style: string | undefined;
  #row = 0;
  #column = 0;

  take(piece: string): void {
    for (const [name, attributes] of this.#tags.of(piece)) {
      if (name === 'style') this.#style = /\bstyle:name="([^"]*)"/.exec(attributes)?.[1];
      else if (name === 'table-properties') this.#takeLook(attributes);
      else if (name === 'table') this.#openSheet(/\bstyle-name="([^"]*)"/.exec(attributes)?.[1]);
      else this.#takeLine(name === 'table-row', attributes);
    }
  }

  #takeLook(attributes: string): void {
    if (/\btable:display="false"/.test(attributes)) this.#hiddenStyles.add(this.#style);
  }

  #openSheet(style: string | undefined): void {
    const isHidden = style !== undefined && this.#hiddenStyles.has(style);
    this.sheets.push({ isHidden, rows: new Lines(), columns: new Lines() });
    [this.#row, this.#column] = [0, 0];
  }

  #takeLine(isRow: boolean, attributes: string): void {
    const count = numberIn(/-repeated="(\d+)"/, attributes, 1);
    const from = isRow ? this.#row : this.#column;
    if (/\bvisibility="(?:collapse|filter)"/.test(attributes))
      this.sheets.at(-1)?.[isRow ? 'rows' : 'columns'].add(from, count);
    if (isRow) this.#row += count;
    else this.#column += count;
  }
}
