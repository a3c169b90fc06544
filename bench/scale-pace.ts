/** What something took, by the clock and by processor time. */
export interface Taken {
  readonly seconds: number;
  readonly cpu: number;
}

interface Write {
  readonly rows: number;
  seconds: number;
  cpu: number;
}

/**
 * How fast rows are taken in. A tidying is spread evenly over the rows that it takes into the indexes: large tables are
 * tidied up so seldom that a tenth of them holds one or none by chance.
 */
export class ScalePace {
  private readonly writes: Write[] = [];
  /** The first write that no tidying has counted yet. */
  private untidied = 0;

  wrote(rows: number, { seconds, cpu }: Taken): void {
    this.writes.push({ rows, seconds, cpu });
  }

  /** @param share How much of it counts: less than 1 for one that came before it was due. */
  tidied({ seconds, cpu }: Taken, share: number): void {
    const counted = this.writes.slice(this.untidied);
    const rows = counted.reduce((sum, one) => sum + one.rows, 0);
    for (const one of counted) {
      one.seconds += (share * seconds * one.rows) / rows;
      one.cpu += (share * cpu * one.rows) / rows;
    }
    this.untidied = this.writes.length;
  }

  /** Rows a second of the first tenth of all rows and of the last. */
  tenths(by: keyof Taken): { readonly first: number; readonly last: number } {
    const tenth = Math.max(1, Math.floor(this.writes.length / 10));
    const rate = (part: readonly Write[]) =>
      part.reduce((sum, { rows }) => sum + rows, 0) / part.reduce((sum, one) => sum + one[by], 0);
    return { first: rate(this.writes.slice(0, tenth)), last: rate(this.writes.slice(-tenth)) };
  }
}
