/** Controls other than tab, line and page breaks and escape, and the replacement character. */
export const WRONG = new RegExp(
  '[\\u0000-\\u0008\\u000e-\\u001a\\u001c-\\u001f\\u007f-\\u0084\\u0086-\\u009f\\ufffd]',
  'g',
);

const [RIGHT, ODD, IMPOSSIBLE] = [1, -2, -4];
const LETTER = /[\p{L}\p{M}]/u;
/** Signs that count as letters only by name. */
const SIGN_LETTERS = /[ªºƒ]/;
const UPPER = /\p{Lu}/u;
const LOWER = /\p{Ll}/u;
const OPENING = /[„“‘‚‹«¿¡§©–—…•¶]/;
const CLOSING = /[“”’›»®™…°²³–—]/;
const CURRENCY = /[€£¥]/;
/** An apostrophe in a word. */
const WITHIN = /[’·]/;
const EASTERN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/**
 * How well a text reads that may have been decoded wrongly: letters of one script stand together and change their case where words
 * do, quotation marks open and close, nothing else stands within words.
 * @returns The mean over the characters beyond ASCII: 1 when all stand where they may, below nought when most do not; 1 without any.
 */
export function plausibility(text: string): number {
  let [sum, count] = [0, 0];
  for (const { 0: char, index } of text.matchAll(/[^\p{ASCII}]/gu)) {
    sum += judged(char, text.charAt(index - 1), text.charAt(index + char.length));
    count++;
  }
  return count === 0 ? RIGHT : sum / count;
}

function judged(char: string, before: string, after: string): number {
  if (char.search(WRONG) !== -1) return IMPOSSIBLE;
  const [isAfterLetter, isBeforeLetter] = [isLetter(before), isLetter(after)];
  if (isLetter(char)) return judgedLetter(char, isAfterLetter ? before : '', isBeforeLetter ? after : '');
  if (isAfterLetter && isBeforeLetter) return WITHIN.test(char) ? RIGHT : ODD;
  if (OPENING.test(char) && !isAfterLetter) return RIGHT;
  if (CLOSING.test(char) && !isBeforeLetter) return RIGHT;
  if (CURRENCY.test(char) && !isAfterLetter && !isBeforeLetter) return RIGHT;
  if (/[\u00a0\u3000-\u303f\uff00-\uffef]/.test(char)) return RIGHT;
  return isAfterLetter || isBeforeLetter ? ODD : 0;
}

/** @param before, after Letters beside it; empty where there are none. */
function judgedLetter(char: string, before: string, after: string): number {
  if (EASTERN.test(char)) return /[a-z]/i.test(before) && /[a-z]/i.test(after) ? ODD : RIGHT;
  if (before === '' && after === '') return 0;
  if (scriptOf(before) !== scriptOf(char) && before !== '') return ODD;
  if (scriptOf(after) !== scriptOf(char) && after !== '') return ODD;
  const breaksCase = (LOWER.test(before) && UPPER.test(char)) || (LOWER.test(char) && UPPER.test(after));
  return breaksCase ? ODD : RIGHT;
}

const isLetter = (char: string): boolean => LETTER.test(char) && !SIGN_LETTERS.test(char);

const SCRIPTS = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Arabic}/u,
  /\p{Script=Hebrew}/u,
  /\p{Script=Thai}/u,
];

/** Marks belong to any script. */
function scriptOf(char: string): number {
  return SCRIPTS.findIndex((script) => script.test(char));
}
