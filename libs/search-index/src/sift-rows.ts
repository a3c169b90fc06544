import type { RowOfTerms } from './phrase-filter.js';
import type { RowFilter, RowPlace } from './visibility-filter.js';

/** A row of the index as far as a search reads it: `id` is the chunk's. */
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
/** A row that the vector leg found; the smaller `_distance`, the nearer it is. */
export interface VectorRow extends Row {
  readonly _distance: number;
}

/** Rows read beyond the limit, so that ties across it are all there to be put in order. */
export const TIE_MARGIN = 32;

/** Rows that fulfil a condition, best first, at most so many. */
export type ReadRows<R> = (where: string, limit: number) => Promise<R[]>;

/** How many times as many rows are read at first as are wanted, and how many times as many each next time. */
const [FIRST_SHARE, GROWTH] = [1.3, 8];
/** Rows read by the coarse condition at most: the whole one reads the tokens of all rows. */
const MOST_SIFTED = 20_000;

/**
 * The best rows that a filter with phrases lets through. Rows are read by the coarse condition and sifted here, more and more until enough are
 * left or none is: the same rows as by the whole condition, because rows come in order of score. How many have a phrase is not learned from
 * other searches, as `seenRows` learns what a reader is let see.
 */
export async function siftPhrases<R extends Row>(
  read: ReadRows<R>,
  filter: RowFilter<R>,
  wanted: number,
): Promise<R[]> {
  const { coarse, admits } = filter;
  if (coarse === null) return read(filter.where, wanted);
  for (let limit = Math.ceil(FIRST_SHARE * wanted); limit <= MOST_SIFTED; limit *= GROWTH) {
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

/** As a folder lists paths, then by chunk id: the same on every machine. */
export function inOrderOfPath(a: Row, b: Row): number {
  return PATHS.compare(a.path, b.path) || (a.id < b.id ? -1 : 1);
}
