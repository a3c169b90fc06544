const LONGEST_TITLE = 80;
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** A title from the first question: on one line, at most 80 characters as people count them, cut between words if it can be. */
export function titleOf(question: string): string {
  const line = question.replace(/\s+/gu, ' ').trim();
  const characters = Array.from(graphemes.segment(line), ({ segment }) => segment);
  if (characters.length <= LONGEST_TITLE) return line;
  const head = characters.slice(0, LONGEST_TITLE - 1);
  const space = head.lastIndexOf(' ');
  return `${head.slice(0, space > LONGEST_TITLE / 2 ? space : head.length).join('')}…`;
}
