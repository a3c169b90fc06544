/** The end of a number, also before the full stop or comma of its sentence. */
const NUMBER_ENDS = /\d[.,]?$/;
const NUMBER_BEGINS = /^[-−–+]?\d/;

/**
 * Text that stands above the line, as it is written into the line: a number behind a number is marked (`10^6`, `2019^2`), since
 * together they would be another one. Everything else stays as it is (`m2`, `2nd`).
 * @param before What stands before it in the line.
 */
export const raised = (before: string, text: string): string =>
  NUMBER_ENDS.test(before.slice(-2)) && NUMBER_BEGINS.test(text) ? `^${text}` : text;
