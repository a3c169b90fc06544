import type { PdfLine } from './pdf-lines.js';

/** Words of a document in small letters, and its compounds written with a hyphen inside a line. */
export type Words = ReadonlySet<string>;

const HYPHEN = /(\p{L}+)[-\u00ad\u2010]$/u;
/** Words that a hanging hyphen stands before: "day- and nighttime", "Haupt- und Nebenamt". */
const CONJUNCTION = /^(?:and|or|to|und|oder|bis|et|ou|y|o|e)\b/iu;
const UNSPACED_END = /[\u3040-\u30ff\u3400-\u9fff\uff00-\uffef]$/;
const UNSPACED_START = /^[\u3040-\u30ff\u3400-\u9fff\uff00-\uffef]/;
const LEADERS = /(?:\s?\.){4,}\s*/g;

/**
 * The words that stand whole in a document, in lower case, those with hyphens as one: what tells whether a hyphen at
 * the end of a line belongs to its word.
 */
export function wordsOf(texts: Iterable<string>): Words {
  const words = new Set<string>();
  for (const text of texts)
    for (const [word] of text.matchAll(/\p{L}+(?:[-\u2010]\p{L}+)*/gu))
      words.add(word.toLowerCase().replaceAll('\u2010', '-'));
  return words;
}

/**
 * The lines of a paragraph as running text. A hyphen at a line's end goes when it breaks a word: where the document has the compound
 * with its hyphen elsewhere, and not the word without, or where "and" or "or" follows, it stays. Rows of dots become an ellipsis.
 */
export function joinPdfLines(lines: readonly PdfLine[], words: Words): string {
  return lines
    .map(({ text }) => text.replace(LEADERS, ' … ').trim())
    .reduce((text, line) => {
      const half = HYPHEN.exec(text)?.[1];
      if (half && /^\p{Ll}/u.test(line) && !CONJUNCTION.test(line)) return joinHalves(text, half, line, words);
      return UNSPACED_END.test(text) && UNSPACED_START.test(line) ? text + line : `${text} ${line}`;
    });
}

function joinHalves(text: string, half: string, line: string, words: Words): string {
  const rest = /^\p{L}+/u.exec(line)![0];
  const isCompound =
    !text.endsWith('\u00ad') &&
    words.has(`${half}-${rest}`.toLowerCase()) &&
    !words.has(`${half}${rest}`.toLowerCase());
  return (isCompound ? text : text.slice(0, -1)) + line;
}
