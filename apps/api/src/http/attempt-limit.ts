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
