import type { RowOfTerms } from './phrase-filter.js';
import type { RowFilter, RowPlace } from './visibility-filter.js';

export interface Row extends RowPlace {
  readonly id: string;
  readonly revision_id: string;
  readonly path: string;
}
/** `terms` come along where phrases are asked for. */
export interface KeywordRow extends Row, RowOfTerms {
  readonly _score: number;
  readonly vector?: Float32Array;
}
export interface VectorRow extends Row {
  readonly _distance: number;
}

/** Rows read beyond the limit, so that ties across it are all there to be put in order. */
export const TIE_MARGIN = 32;

/** Rows that fulfil a condition, best first, at most so many. */
export type ReadRows<R> = (where: string, limit: number) => Promise<R[]>;

/** Helpings of rows that are read by the coarse condition. */
export interface Helpings {
  /** How many times as many each has as the one before. */
  readonly growth: number;
  /** Rows of the last at most, before the whole condition has to be paid for. */
  readonly most: number;
}
/** The whole condition reads the tokens of all rows. */
export const OF_PHRASES: Helpings = { growth: 8, most: 20_000 };
/** How many times as many are read at first: enough where four of five may be seen, as for most who see thousands. */
const FIRST_SHARE = 1.3;

/**
 * The best rows that a filter lets through. With a long list, rows are read by the coarse condition and sifted here, more
 * and more until enough are left or none is: the same rows as by the whole condition, because rows come in order of score.
 */
export async function sift<R extends Row>(
  read: ReadRows<R>,
  filter: RowFilter<R>,
  wanted: number,
  { growth, most }: Helpings,
): Promise<R[]> {
  const { coarse, admits } = filter;
  if (coarse === null) return read(filter.where, wanted);
  for (let limit = Math.ceil(FIRST_SHARE * wanted); limit <= most; limit *= growth) {
    const rows = await read(coarse, limit);
    const seen = rows.filter(admits);
    if (seen.length >= wanted || rows.length < limit) return seen;
  }
  return read(filter.where, wanted);
}

/** The index cuts a row of ties anywhere, and elsewhere after the next compaction: cut it in an order of our own. */
export function best<R extends Row>(rows: R[], limit: number, scoreOf: (row: R) => number): R[] {
  return rows.sort((a, b) => scoreOf(b) - scoreOf(a) || inOrderOfPath(a, b)).slice(0, limit);
}

/** As a folder lists them: `9.txt` before `10.txt`. */
const PATHS = new Intl.Collator('en', { numeric: true });

export function inOrderOfPath(a: Row, b: Row): number {
  return PATHS.compare(a.path, b.path) || (a.id < b.id ? -1 : 1);
}
