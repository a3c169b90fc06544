import { TIE_MARGIN } from './sift-rows.js';
import type { RowFilter, RowPlace } from './visibility-filter.js';

/** Rows of a leg as they are read: those that score best first, equal ones in any order. */
export interface LegRead<R> {
  /** @param most Rows; fewer come only where there are no more. */
  read(where: string, most: number): Promise<R[]>;
  scoreOf(row: R): number;
  /** Whether many rows score alike, as those do that have the same few words. */
  readonly hasTies: boolean;
}

/** Rows read by the coarse condition at most, before the whole one has to be paid for. */
const MOST_SIFTED = 4_000;
/** Rows beyond what is expected to be enough: what luck takes away of 200 at most, nearly always. */
const SPARE = 24;

/**
 * The best rows that a filter lets through: at least `limit`, and all that score as the last of these, unless they are more
 * than a few; all of them where there are fewer. With long lists, rows are read by the coarse condition and sifted here, more
 * and more until enough are left or none is: the same rows as by the whole condition, because rows come in order of score.
 * @param share What this reader saw of such rows before. It decides how many are read, never which are let through.
 */
export async function seenRows<R extends RowPlace>(
  leg: LegRead<R>,
  filter: RowFilter<R>,
  limit: number,
  share: SeenShare = new SeenShare(),
): Promise<R[]> {
  const { coarse, admits } = filter;
  const wanted = limit + TIE_MARGIN;
  if (coarse !== null) {
    for (
      let most = share.rowsFor(leg.hasTies ? wanted : limit);
      most <= MOST_SIFTED;
      most = Math.max(2 * most, share.rowsFor(wanted))
    ) {
      const rows = await leg.read(coarse, most);
      const seen = rows.filter(admits);
      share.note(seen.length, rows.length);
      if (rows.length < most || seen.length >= wanted) return seen.slice(0, wanted);
      if (seen.length >= limit && isBeyondTies(leg, rows, seen[limit - 1]!)) return seen;
    }
    share.fade();
  }
  return leg.read(filter.where, wanted);
}

/** Whether nothing that was not read can score as much as this row. */
const isBeyondTies = <R>(leg: LegRead<R>, rows: readonly R[], row: R): boolean =>
  leg.scoreOf(rows.at(-1)!) < leg.scoreOf(row);

/** What share of the rows that searches read a reader was let see, of late; between a thousandth and 1. */
export class SeenShare {
  /** Enough where four of five may be seen, as for most who see thousands. */
  private share = 0.8;

  note(seen: number, read: number): void {
    if (read > 0) this.share = Math.max(0.001, (1 - WEIGHT_OF_LAST) * this.share + (WEIGHT_OF_LAST * seen) / read);
  }

  /** What was learned holds a little less, so that after some searches by the whole condition sifting is tried again. */
  fade(): void {
    this.share = Math.min(1, 1.02 * this.share);
  }

  /** How many rows to read for so many to be seen. */
  rowsFor(count: number): number {
    return Math.ceil((count + SPARE) / this.share);
  }
}

const WEIGHT_OF_LAST = 0.3;

/** Shares by the key of a visibility, the ones used last. */
export class SeenShares {
  private readonly byKey = new Map<string, SeenShare>();

  of(key: string): SeenShare {
    const share = this.byKey.get(key) ?? new SeenShare();
    this.byKey.delete(key);
    this.byKey.set(key, share);
    if (this.byKey.size > MOST_KEPT) this.byKey.delete(this.byKey.keys().next().value!);
    return share;
  }
}

const MOST_KEPT = 500;
