import { failureOf } from '#knowledge';

/** The bytes that a run may load of a site: counted as they come, those that were loaded in vain, too. */
export class RunBytes {
  /** Whether something was met that all the bytes of the run are too few for, not those of one file. */
  areSpent = false;

  /** @param left Of the whole run. @param mostOfOne Of one file. */
  constructor(
    private left: number,
    private readonly mostOfOne: number,
  ) {}

  /**
   * Load one thing within what is left.
   * @param load Loads so many bytes at most, and says how many it were.
   * @throws what `load` throws; where that says that it was too much, all that it might load counts
   */
  async spend(load: (limitBytes: number) => Promise<number>): Promise<void> {
    const limitBytes = Math.min(this.mostOfOne, this.left);
    try {
      this.left -= await load(limitBytes);
    } catch (error) {
      if (isOfSize(error)) {
        this.areSpent = limitBytes < this.mostOfOne;
        this.left -= limitBytes;
      }
      throw error;
    }
  }
}

/** Whether an error says that something is larger than it may be. */
export const isOfSize = (error: unknown): boolean =>
  ['source.entry_too_large', 'outbound.too_large'].includes(failureOf(error).code);
