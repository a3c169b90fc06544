/** A piece of a text that is analysed by itself. */
export interface TextRun {
  readonly text: string;
  readonly start: number;
  readonly kind: 'word' | 'paired' | 'unspaced';
}

/** A run of letters, digits and marks, with a possessive; joiners without width are part of it. */
const WORD = /[\p{L}\p{N}\p{M}][\p{L}\p{N}\p{M}\u00ad\u200c\u200d]*(?:['’]s(?![\p{L}\p{N}\p{M}]))?/gu;
const PAIRED = '\\p{scx=Han}\\p{scx=Hiragana}\\p{scx=Katakana}\\p{scx=Hangul}';
const UNSPACED = '\\p{scx=Thai}\\p{scx=Lao}\\p{scx=Khmer}\\p{scx=Myanmar}';
const HAS_OTHERS = new RegExp(`[${PAIRED}${UNSPACED}]`, 'u');
const IS_PAIRED = new RegExp(`^[${PAIRED}]`, 'u');
const IS_UNSPACED = new RegExp(`^[${UNSPACED}]`, 'u');
const PARTS = new RegExp(`[${PAIRED}]+|[${UNSPACED}]+|[^${PAIRED}${UNSPACED}]+`, 'gu');

/** The words of a text in order, each parted where the script changes. */
export function* runsOf(text: string): Generator<TextRun> {
  for (const { 0: word, index } of text.matchAll(WORD)) {
    if (!HAS_OTHERS.test(word)) yield { text: word, start: index, kind: 'word' };
    else
      for (const { 0: part, index: at } of word.matchAll(PARTS))
        yield { text: part, start: index + at, kind: kindOf(part) };
  }
}

const kindOf = (part: string): TextRun['kind'] =>
  IS_PAIRED.test(part) ? 'paired' : IS_UNSPACED.test(part) ? 'unspaced' : 'word';

/** Words of scripts that are written without spaces, by the dictionaries of ICU that come with Node.js. */
const segmenter = new Intl.Segmenter('th', { granularity: 'word' });

/** The words of a run without spaces, in order. */
export function* segmentsOf({ text, start }: TextRun): Generator<{ readonly text: string; readonly start: number }> {
  for (const { segment, index, isWordLike } of segmenter.segment(text))
    if (isWordLike) yield { text: segment, start: start + index };
}
