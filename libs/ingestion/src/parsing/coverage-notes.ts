import type { CoverageNote } from '#knowledge';
import type { DecodedText } from './decode-text.js';

/** A document may have thousands of pages without text; the first ones and a count say as much. */
const MAX_NOTES = 100;

/** Says that the characters of a file were read by guesswork. */
export function encodingNotes(decoded: DecodedText): CoverageNote[] {
  if (!decoded.isGuess) return [];
  return [
    {
      code: 'encoding.guessed',
      message: `The file does not say how its characters are stored; it was read as ${decoded.encoding}. Save it as UTF-8 if letters look wrong.`,
    },
  ];
}

/** At most {@link MAX_NOTES} notes, the last one counting those that were left out. */
export function limitNotes(notes: readonly CoverageNote[]): CoverageNote[] {
  if (notes.length <= MAX_NOTES) return [...notes];
  const kept = notes.slice(0, MAX_NOTES - 1);
  return [
    ...kept,
    { code: 'notes.more', message: `${notes.length - kept.length} further notes of this kind were left out.` },
  ];
}
