import { DocumentTooComplex } from './parse-errors.js';
import { TagsInPieces } from './tags-in-pieces.js';

/** Sheets, rows and cells of OpenDocument workbooks, whatever prefix their names have; what ends itself holds nothing. */
const TAG = /<(?:[\w.-]+:)?(table|table-row|table-cell)(\s[^<>]*)?>/g;
const ROWS_REPEATED = /number-rows-repeated="(\d+)"/;
const COLUMNS_REPEATED = /number-columns-repeated="(\d+)"/;

/**
 * Counts the cells that an OpenDocument workbook fills, repeated ones as often as they are there: whoever reads the workbook makes each
 * of them, however few bytes say so.
 */
export class FilledCells {
  readonly #tags = new TagsInPieces(TAG);
  #rows = 1;
  #count = 0;
  #sheets = 0;

  /**
   * @param most Cells that may be there at most.
   * @param mostSheets Sheets that may be there at most: the time that they take grows with the square of their number.
   */
  constructor(
    private readonly most: number,
    private readonly mostSheets = Infinity,
  ) {}

  /** @param piece What comes next of `content.xml`. @throws DocumentTooComplex */
  take(piece: string): void {
    for (const [name, attributes] of this.#tags.of(piece)) {
      if (name === 'table') this.#sheets++;
      else if (name === 'table-row') this.#rows = repeated(ROWS_REPEATED, attributes);
      else if (!attributes.endsWith('/')) this.#count += this.#rows * repeated(COLUMNS_REPEATED, attributes);
    }
    if (this.#sheets > this.mostSheets) throw new DocumentTooComplex('sheets', this.mostSheets);
    if (this.#count > this.most) throw new DocumentTooComplex('filled cells', this.most);
  }
}

const repeated = (times: RegExp, attributes: string): number => Number(times.exec(attributes)?.[1] ?? 1);
