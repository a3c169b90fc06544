import { sha256Hex } from '#knowledge';
import type { DataSource } from 'typeorm';

const WINDOW_MS = 60_000;
/** How long a process counts for itself before it adds up with the others. */
const ADD_UP_EVERY_MS = 1_000;
/** Keys in one statement. */
const BATCH = 5_000;

interface Count {
  /** Of all processes, as of the last adding up, with what of this one is on its way. */
  known: number;
  /** Of this process, not on its way to the others yet. */
  own: number;
}

interface Sent {
  readonly key: string;
  readonly count: Count;
  readonly own: number;
}

/**
 * Points used within the present minute, for all processes on a database together, at the price of one statement a second:
 * each process counts at once for itself and adds up with the others a second later. So all of them together let through, over
 * the limit, at most what comes within that second. While the database is away each counts for itself.
 */
export class SharedCounts {
  private window = 0;
  private counts = new Map<string, Count>();
  private timer: NodeJS.Timeout | undefined;

  /**
   * @param prefix What is counted.
   * @param points Most of it in a minute.
   */
  constructor(
    private readonly source: DataSource,
    private readonly prefix: string,
    private readonly points: number,
    private readonly now: () => number,
  ) {}

  /** @returns Milliseconds until there is more; 0 when the points were there and are used now. */
  use(who: string, points: number): number {
    const now = this.now();
    this.turnTo(Math.floor(now / WINDOW_MS));
    const count = this.counts.get(who) ?? { known: 0, own: 0 };
    if (count.known + count.own + points > this.points) return WINDOW_MS - (now % WINDOW_MS);
    count.own += points;
    this.counts.set(who, count);
    this.timer ??= setTimeout(() => void this.addUp(), ADD_UP_EVERY_MS).unref();
    return 0;
  }

  /** Tell the others what was used here, and learn what they used. Also done by itself. */
  async addUp(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const { counts, window } = this;
    const used = [...counts].filter(([, { own }]) => own > 0).map(([who, count]) => this.send(who, count, window));
    for (let i = 0; i < used.length; i += BATCH) await this.addSome(used.slice(i, i + BATCH), window);
  }

  /** Taken off at once, so that nothing is told twice where one adding up meets another. */
  private send(who: string, count: Count, window: number): Sent {
    const { own } = count;
    count.known += own;
    count.own = 0;
    return { key: this.keyOf(who, window), count, own };
  }

  /** Under hashes, so that no addresses stand in the database. In order of keys, so that processes never wait for one another in a circle. */
  private async addSome(sent: readonly Sent[], window: number): Promise<void> {
    const sorted = [...sent].sort((a, b) => (a.key < b.key ? -1 : 1));
    const rows = await this.source
      .query<{ key: string; points: number }[]>(
        `INSERT INTO rate_limits AS r (key, points, expire) SELECT key, points, $3 FROM unnest($1::text[], $2::int[]) AS t (key, points)
         ON CONFLICT (key) DO UPDATE SET points = r.points + excluded.points RETURNING key, points`,
        [sorted.map(({ key }) => key), sorted.map(({ own }) => own), (window + 1) * WINDOW_MS],
      )
      .catch(() => []);
    const totals = new Map(rows.map(({ key, points }) => [key, points]));
    for (const { key, count, own } of sorted) {
      const known = totals.get(key);
      if (known === undefined) Object.assign(count, { known: count.known - own, own: count.own + own });
      else count.known = Math.max(count.known, known);
    }
  }

  private keyOf(who: string, window: number): string {
    return `${this.prefix}:${window}:${sha256Hex(who).slice(0, 32)}`;
  }

  private turnTo(window: number): void {
    if (window === this.window) return;
    this.window = window;
    this.counts = new Map();
  }
}
