import { TooManyAttempts } from '#access';
import type { Clock } from '#knowledge';

const WINDOW_MS = 60_000;

/** So many addresses are remembered; the oldest go first. */
const MOST_ADDRESSES = 20_000;

interface Failures {
  count: number;
  /** Milliseconds since 1970 when they are forgotten. */
  readonly until: number;
}

/** Counts failed attempts by address, within windows of a minute, in this process alone. */
export class AttemptLimit {
  private readonly failures = new Map<string, Failures>();
  /** Attempts that are being tried. */
  private readonly underWay = new Map<string, number>();

  /** @param most Failures within a minute after which an address has to wait for the rest of it. */
  constructor(
    private readonly clock: Clock,
    private readonly most: number,
  ) {}

  /** @throws TooManyAttempts */
  check(address: string): void {
    const found = this.current(address);
    if (found && found.count >= this.most)
      throw new TooManyAttempts(Math.max(1, Math.ceil((found.until - this.clock.now().getTime()) / 1000)));
  }

  /**
   * Count an attempt before it is tried, as one that fails, so that however many are made at once no more are tried than
   * may fail.
   * @returns What to call at its end, with whether it failed; it says whether the address has spent its attempts by that.
   * @throws TooManyAttempts without counting it.
   */
  attempt(address: string): (hasFailed: boolean) => boolean {
    this.check(address);
    const underWay = this.underWay.get(address) ?? 0;
    if ((this.current(address)?.count ?? 0) + underWay >= this.most) throw new TooManyAttempts(1);
    this.underWay.set(address, underWay + 1);
    return (hasFailed) => {
      const left = (this.underWay.get(address) ?? 1) - 1;
      if (left > 0) this.underWay.set(address, left);
      else this.underWay.delete(address);
      return hasFailed && this.fail(address);
    };
  }

  isSpent(address: string): boolean {
    return (this.current(address)?.count ?? 0) >= this.most;
  }

  /** @returns Whether the address has spent its attempts with this one. */
  fail(address: string): boolean {
    const found = this.current(address) ?? this.begin(address);
    found.count += 1;
    return found.count === this.most;
  }

  private current(address: string): Failures | null {
    const found = this.failures.get(address);
    return found && found.until > this.clock.now().getTime() ? found : null;
  }

  private begin(address: string): Failures {
    // Put in anew, so that the first of the map is the one that ends first.
    this.failures.delete(address);
    if (this.failures.size >= MOST_ADDRESSES) this.failures.delete(this.failures.keys().next().value!);
    const begun = { count: 0, until: this.clock.now().getTime() + WINDOW_MS };
    this.failures.set(address, begun);
    return begun;
  }
}
