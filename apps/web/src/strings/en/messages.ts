import type { Sentences } from '../sentences.js';

/**
 * The service's own sentences in another language, by their codes (docs/errors.md). English has none: they are written in it.
 */
export const messages = {
  /** Stands for the whole sentence; only for codes whose sentence names nothing, or nothing that matters to its reader. */
  whole: {} as Readonly<Record<string, string>>,
  /** Says the whole of a sentence that names something, from what it names. */
  told: {} as Partial<Sentences>,
  /** Comes before a sentence that names something and came without it: an older version of the service stored it. */
  before: {} as Readonly<Record<string, string>>,
};
