/** The nasal that is written out before each row of consonants, where a dot above the line stands for it as well. */
const ROWS: readonly (readonly [nasal: string, consonants: string])[] = [
  ['ङ', 'कखगघ'],
  ['ञ', 'चछजझ'],
  ['ण', 'टठडढ'],
  ['न', 'तथदध'],
  ['म', 'पफबभ'],
];
const DOT = '\u0902';
const VIRAMA = '\u094d';
const WRITTEN_OUT = new RegExp(
  ROWS.map(([nasal, consonants]) => `${nasal}${VIRAMA}(?=[${consonants}])`).join('|'),
  'gu',
);
const DOTTED = new RegExp(ROWS.map(([, consonants]) => `${DOT}(?=[${consonants}])`).join('|'), 'gu');

/** How a Hindi word with a nasal within is spelled as well: `हिन्दी` and `हिंदी`; none of others. */
export function otherNasals(word: string): string[] {
  const dotted = dottedNasals(word);
  const written = dotted.replace(DOTTED, (_, at: number) => `${nasalBefore(dotted[at + 1]!)}${VIRAMA}`);
  return [dotted, written].filter((other) => other !== word);
}

/** A text with every nasal within a word as a dot. */
export const dottedNasals = (text: string): string => text.replace(WRITTEN_OUT, DOT);

const nasalBefore = (consonant: string): string => ROWS.find(([, consonants]) => consonants.includes(consonant))![0];
