import type { Line } from './classify-lines.js';

/** Fewer lines than that may be a wrapped sentence, unless something announces them. */
const LEAST_LINES = 3;
const OPENS_ANEW = /^\s*(?:[\p{Lu}\p{Nd}“„"'(]|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])/u;
const ENDS_WITHIN = /[.!?]\s+\p{Lu}|[。！？؟]./u;
const ENDS_A_SENTENCE = /[.!?。！？؟…]["”’»)\]*_]*\s*$/u;
const GOES_ON = /[,、，]\s*$/u;
const ENDS_AN_ITEM = /(?:[,;、，；]|(?<!\p{L})(?:and|or|und|oder|et|ou|y|o))\s*$/iu;
/** A line that is shorter was not broken for want of room. */
const LEAST_WRAPPED = 40;

/** Whether words end as a sentence does. */
export const endsSentence = (text: string): boolean => ENDS_A_SENTENCE.test(text);

/** Whether words end with a colon. */
export const announces = (text: string): boolean => /[:：]["”’»)\]*_]*$/u.test(text);

/**
 * Lines that are items of a list without marks, as stored texts have them, rather than wrapped prose: three or more that all
 * open anew and hold no end of a sentence, or two and more below a colon.
 */
export function listedLines(text: string, lines: readonly Line[]): ReadonlySet<Line> {
  const found = new Set<Line>();
  let group: Line[] = [];
  let above = '';
  const close = () => {
    const texts = group.map(({ start, end }) => text.slice(start, end));
    if (isList(texts, announces(above.trimEnd()))) for (const line of group) found.add(line);
    above = texts.at(-1) ?? above;
    group = [];
  };
  for (const line of lines) {
    if (line.kind === 'text') group.push(line);
    else {
      close();
      if (line.kind !== 'blank') above = text.slice(line.start, line.end);
    }
  }
  close();
  return found;
}

/** Whether a line goes on with the sentence of a long line above it. */
function isWrapped(above: string, line: string): boolean {
  return above.trim().length >= LEAST_WRAPPED && !OPENS_ANEW.test(line) && !ENDS_AN_ITEM.test(above);
}

function isList(lines: readonly string[], isAnnounced: boolean): boolean {
  if (lines.some((line) => ENDS_WITHIN.test(line))) return false;
  if (isAnnounced) return lines.length > 1 && !lines.some((line, i) => i > 0 && isWrapped(lines[i - 1]!, line));
  const isItem = (line: string) => OPENS_ANEW.test(line) && !endsSentence(line) && !GOES_ON.test(line);
  return lines.length >= LEAST_LINES && lines.every(isItem);
}
