import type { LockPatience } from '#lock-file';
import { ModelStoreBusy } from '../model-errors.js';

/** How long the model store waits for whoever works in it: at most so long, then {@link ModelStoreBusy}. */
export const storePatience = (waitMs: number): LockPatience => ({
  waitMs,
  staleMs: 30_000,
  busy: () => new ModelStoreBusy(),
});
