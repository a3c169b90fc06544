import { AsyncLocalStorage } from 'node:async_hooks';

/** Kinds of the entries that a piece of work has appended so far, in order. */
export interface AppendWatch {
  readonly kinds: readonly string[];
}

const watches = new AsyncLocalStorage<{ kinds: string[] }>();

/**
 * Do a piece of work, and everything that it sets off, while noting which entries it appends to the log. Entries of a
 * transaction that is taken back are noted, too: work that fails says so by itself.
 */
export function watchAppends<T>(work: (watch: AppendWatch) => T): T {
  const watch = { kinds: [] };
  return watches.run(watch, () => work(watch));
}

/** Called by the log for each append. */
export function noteAppends(kinds: readonly string[]): void {
  watches.getStore()?.kinds.push(...kinds);
}
