import { eld } from 'eld/extrasmall';
import { GUESSED, SCRIPTS, guessLanguage } from './guess-language.js';

const SAMPLE_CHARS = 4_000;
const SAMPLES = 5;
const LEAST_LETTERS = 24;

/**
 * The language that most of a text is in, as an ISO 639-1 code; null where that is not plain: a short text, rows of figures.
 * Samples from all over the text vote, so that an English cover page makes no German contract English.
 */
export function detectLanguage(text: string): string | null {
  const votes = new Map<string, number>();
  for (const sample of samplesOf(text)) {
    if ((sample.match(/\p{L}/gu)?.length ?? 0) < LEAST_LETTERS) continue;
    const found = eld.detect(sample);
    if (found.language && isBelieved(found.language, found.isReliable(), sample))
      votes.set(found.language, (votes.get(found.language) ?? 0) + 1);
  }
  const [first, second] = [...votes].sort(([, a], [, b]) => b - a);
  if (!first) return ofScript(text);
  return first[1] > (second?.[1] ?? 0) ? first[0] : null;
}

/** Languages whose script many others are written in. */
const OF_MANY: ReadonlySet<string> = new Set(['hi', 'ar', 'ru']);
/** Scripts that hardly another language than one is written in. */
const OWN_SCRIPTS: typeof SCRIPTS = [
  ...SCRIPTS.filter(([language]) => !OF_MANY.has(language)),
  // Its letters with two marks, and those that only it has.
  ['vi', /[\u1ea0-\u1ef9ơưđ]/gu],
];
/** Where less of the letters are a language's own. */
const LEAST_SHARE: Readonly<Record<string, number>> = { ja: 0.15, vi: 0.1 };
/** Its script is that of other languages too; these words are its own. */
const HINDI = /(?:^|\s)(?:है|हैं|का|की|के|में|और|को|यह)(?=[\s।.,]|$)/u;
const FEWEST_OWN = 4;

/** The language of a text too short for statistics, where its script alone tells. */
function ofScript(text: string): string | null {
  const letters = lettersIn(text, LEAST_LETTERS);
  if (letters < FEWEST_OWN || letters >= LEAST_LETTERS) return null;
  if (HINDI.test(text)) return 'hi';
  const share = (script: RegExp) => (text.match(script)?.length ?? 0) / letters;
  return OWN_SCRIPTS.find(([language, script]) => share(script) > (LEAST_SHARE[language] ?? 0.5))?.[0] ?? null;
}

/** Counted no further than so many: a text may have millions. */
function lettersIn(text: string, most: number): number {
  const letter = /\p{L}/gu;
  let count = 0;
  while (count < most && letter.test(text)) count++;
  return count;
}

/**
 * Letters alone take lists of foreign names and program code for another language: its commonest words must not say otherwise.
 * Where they or the script say the same, letters need not be sure.
 */
function isBelieved(language: string, isReliable: boolean, sample: string): boolean {
  if (!GUESSED.has(language)) return isReliable;
  const guess = guessLanguage(sample);
  return guess === language || (isReliable && guess === null);
}

function samplesOf(text: string): string[] {
  if (text.length <= SAMPLE_CHARS) return [text];
  const step = (text.length - SAMPLE_CHARS) / (SAMPLES - 1);
  return Array.from({ length: SAMPLES }, (_, i) => {
    const start = Math.floor(i * step);
    return text.slice(start, start + SAMPLE_CHARS).toWellFormed();
  });
}
