import { analyse } from 'chardet';
import iconv from 'iconv-lite';
import { plausibility, WRONG } from './text-plausibility.js';

/** Enough of a file to tell its encoding by. */
const SAMPLE_BYTES = 256 * 1024;
/** Enough of a text to tell whether it reads as one. */
const JUDGED_CHARS = 16 * 1024;
const USUAL = 'windows-1252';
/** Encodings of the first PCs and Macs, which statistics do not know; where two read alike, the first is taken. */
const OTHERS = ['cp850', 'cp866', 'cp852', 'cp857', 'cp737', 'macintosh'];
/** What statistics say is left for another encoding only where that reads so much better. */
const CLEARLY_BETTER = 0.5;

/**
 * The likeliest encoding of text of which nothing states it. Statistics may prefer an encoding in which some of the bytes mean
 * nothing, so the likeliest in which all of them are characters is taken, where there is one; and another that they do not know,
 * where the text reads clearly better in it.
 * @returns A name that iconv-lite knows, in lower case.
 */
export function guessEncoding(bytes: Uint8Array): string {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  if (looksThai(sample)) return 'windows-874';
  const likely = analyse(sample)
    .map(({ name }) => name.toLowerCase())
    .filter((name) => iconv.encodingExists(name));
  const first = likely.find((name) => !hasWrong(iconv.decode(sample, name))) ?? likely[0] ?? USUAL;
  return betterThan(eastern(first, sample) ?? first, sample);
}

/** The encoding itself, or one of the {@link OTHERS} in which the bytes clearly read better. */
function betterThan(first: string, sample: Uint8Array): string {
  const read = (name: string) => plausibility(iconv.decode(sample.subarray(0, JUDGED_CHARS), name));
  // Ukrainian has four letters where Russian has lines of tables.
  if (first === 'koi8-r' && read('koi8-u') > read('koi8-r')) return 'koi8-u';
  let best = { name: first, score: read(first) + CLEARLY_BETTER };
  for (const name of OTHERS) {
    const score = read(name);
    if (score > best.score) best = { name, score };
  }
  return best.name;
}

const MULTI_BYTE = /^(?:gb|big5|euc|shift)/;
/** Statistics are sure of more characters than this. */
const MOST_UNSURE = 40;
const FEWEST = 4;

/**
 * The encoding of a few Chinese, Japanese or Korean characters, which are too few for statistics: all are pairs of high bytes, which
 * Big5 and Shift_JIS mix with others; kana are Japanese, and the syllables of Korean lie in a part that no Chinese text keeps to.
 */
function eastern(first: string, sample: Uint8Array): string | null {
  if (!MULTI_BYTE.test(first)) return null;
  const runs =
    Buffer.from(sample)
      .toString('latin1')
      .match(/[\u0080-\u00ff]+/g) ?? [];
  const pairs = runs.flatMap((run) => run.match(/../g) ?? []);
  const isPairs = runs.every((run) => run.length % 2 === 0 && !/[\u0080-\u00a0\u00ff]/.test(run));
  if (!isPairs || pairs.length < FEWEST || pairs.length > MOST_UNSURE) return null;
  if (pairs.some((pair) => /^[\u00a4\u00a5]/.test(pair))) return 'euc-jp';
  const letters = pairs.filter((pair) => !/^[\u00a1-\u00a3]/.test(pair));
  return letters.every((pair) => /^[\u00b0-\u00c8]/.test(pair)) ? 'euc-kr' : 'gb18030';
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
