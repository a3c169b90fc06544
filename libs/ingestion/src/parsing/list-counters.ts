import { countedAs } from './counted-as.js';

/** How one level of an automatically numbered list counts and shows its numbers. */
export interface NumberedLevel {
  /** The first number. */
  readonly start: number;
  /** A name of {@link countedAs}; null where the level shows no number. */
  readonly format: string | null;
  /** What stands before the text; `%1` to `%9` stand for the numbers of the levels, outermost first. */
  readonly pattern: string;
  /** Whether numbers of the levels above are shown in figures, whatever their own format. */
  readonly isLegal?: boolean;
  /** The level (from 0) whose numbers make this one begin anew, and those above it; null: it never does. Absent: the level above. */
  readonly restartsAfter?: number | null;
}

/** Levels deeper than this are not told apart by any program. */
export const MOST_LEVELS = 10;

/** The numbers that a list has reached, level by level. */
export class ListCounters {
  #reached: (number | undefined)[] = [];

  /** The next number at a level (from 0) is this one. */
  restart(level: number, start: number): void {
    this.#reached[level] = start - 1;
  }

  /**
   * Count one item further.
   * @returns What stands before its text, such as `2.1` or `(iv)`; empty where nothing that counts does.
   */
  next(levels: readonly (NumberedLevel | undefined)[], level: number): string {
    const own = levels[level];
    if (!own || level >= MOST_LEVELS) return '';
    this.#reached[level] = (this.#reached[level] ?? own.start - 1) + 1;
    for (let deeper = level + 1; deeper < MOST_LEVELS; deeper++)
      if (this.#restarts(levels[deeper], deeper, level)) this.#reached[deeper] = undefined;
    return this.#shown(levels, own);
  }

  #restarts(deeper: NumberedLevel | undefined, index: number, level: number): boolean {
    const after = deeper?.restartsAfter === undefined ? index - 1 : deeper.restartsAfter;
    return after !== null && level <= after;
  }

  #shown(levels: readonly (NumberedLevel | undefined)[], own: NumberedLevel): string {
    let holdsNumber = false;
    const shown = own.pattern.replace(/%(\d{1,2})/g, (_, digits: string) => {
      const index = Number(digits) - 1;
      const level = levels[index];
      if (!level || level.format === null) return '';
      holdsNumber = true;
      return countedAs(this.#reached[index] ?? level.start, own.isLegal === true ? 'decimal' : level.format);
    });
    return holdsNumber ? shown.replace(/\s+/g, ' ').trim() : '';
  }
}
