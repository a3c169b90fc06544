import { eld } from 'eld/extrasmall';
import { GUESSED, guessLanguage } from './guess-language.js';

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
    if (found.language && found.isReliable() && !isDoubtful(found.language, sample))
      votes.set(found.language, (votes.get(found.language) ?? 0) + 1);
  }
  const [first, second] = [...votes].sort(([, a], [, b]) => b - a);
  return first && first[1] > (second?.[1] ?? 0) ? first[0] : null;
}

/** Letters alone take lists of foreign names and program code for another language: its commonest words must not say otherwise. */
function isDoubtful(language: string, sample: string): boolean {
  if (!GUESSED.has(language)) return false;
  const guess = guessLanguage(sample);
  return guess !== null && guess !== language;
}

function samplesOf(text: string): string[] {
  if (text.length <= SAMPLE_CHARS) return [text];
  const step = (text.length - SAMPLE_CHARS) / (SAMPLES - 1);
  return Array.from({ length: SAMPLES }, (_, i) => {
    const start = Math.floor(i * step);
    return text.slice(start, start + SAMPLE_CHARS).toWellFormed();
  });
}
