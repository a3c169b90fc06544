import { analyse } from 'chardet';
import iconv from 'iconv-lite';

/** Enough of a file to tell its encoding by. */
const SAMPLE_BYTES = 256 * 1024;
const USUAL = 'windows-1252';

/** Controls other than tab, line and page breaks and escape, and the replacement character. */
export const WRONG = new RegExp(
  '[\\u0000-\\u0008\\u000e-\\u001a\\u001c-\\u001f\\u007f-\\u0084\\u0086-\\u009f\\ufffd]',
  'g',
);

/**
 * The likeliest encoding of text of which nothing states it. Statistics may prefer an encoding in which some of the bytes mean
 * nothing, so the likeliest in which all of them are characters is taken, where there is one.
 * @returns A name that iconv-lite knows, in lower case.
 */
export function guessEncoding(bytes: Uint8Array): string {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  if (looksThai(sample)) return 'windows-874';
  const likely = analyse(sample)
    .map(({ name }) => name.toLowerCase())
    .filter((name) => iconv.encodingExists(name));
  return likely.find((name) => !hasWrong(iconv.decode(sample, name))) ?? likely[0] ?? USUAL;
}

/** A character may be cut off by the end of the sample. */
const hasWrong = (text: string): boolean => text.slice(0, -1).search(WRONG) !== -1;

const FEWEST_THAI = 12;
/** Words are not parted in Thai, so stretches of it are long. */
const LEAST_MEAN_RUN = 4;
/** A letter with the vowel before, above, below or behind it and its tone; signs and digits between. */
const THAI_RUN =
  /^(?:[\u0e40-\u0e44]?[\u0e01-\u0e2e][\u0e31\u0e34-\u0e3a]?[\u0e47-\u0e4e]?[\u0e30\u0e32\u0e33\u0e45]*|[\u0e2f\u0e3f\u0e46\u0e50-\u0e59])+$/;
const THAI_MARKS = /[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]/g;

/**
 * Whether bytes are Thai (TIS-620, Windows-874), which statistics of other encodings take for Chinese: vowels and tones stand only
 * where they have a letter to stand on, and often enough.
 */
function looksThai(bytes: Uint8Array): boolean {
  const text = iconv.decode(bytes, 'windows-874');
  const runs = text.match(/[^\p{ASCII}\u00a0\u2010-\u2026\u20ac]+/gu) ?? [];
  const thai = runs.join('');
  const marks = thai.match(THAI_MARKS)?.length ?? 0;
  if (thai.length < FEWEST_THAI || thai.length < runs.length * LEAST_MEAN_RUN) return false;
  return marks > thai.length * 0.1 && runs.every((run) => THAI_RUN.test(run));
}
