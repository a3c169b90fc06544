/**
 * The service's own sentences in another language, by their codes (docs/errors.md). English has none: they are written in it.
 */
export const messages = {
  /** Stands for the whole sentence; only for codes whose sentence holds no particulars, or none that matter to its reader. */
  whole: {} as Readonly<Record<string, string>>,
  /** Says the whole of a sentence that names particulars, with `{1}` for the first of them (`shared/particulars.ts`). */
  filled: {} as Readonly<Record<string, string>>,
  /** Comes before the sentence, which names particulars (a limit, a name) that arrive in English alone. */
  before: {} as Readonly<Record<string, string>>,
};
