/** What the portal has to know of the language itself. */
export const language = {
  /** BCP 47; numbers, dates and sorting follow it. */
  locale: 'en-GB',
  /** Between the members of a list. */
  comma: ', ',
  /** Fonts of the system that its script needs before the last resort; empty where every font has it. */
  fonts: [] as readonly string[],
  /** A text as somebody else's words. */
  quoted: (text: string) => `“${text}”`,
};
