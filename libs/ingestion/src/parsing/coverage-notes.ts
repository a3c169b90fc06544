import type { CodeOfDetail, ParticularsOf } from '#contracts';
import type { CoverageNote, Particulars } from '#knowledge';
import type { DecodedText } from './decode-text.js';

/** A document may have thousands of pages without text; the first ones and a count say as much. */
const MAX_NOTES = 100;

/**
 * A note whose sentence names something. How many, and how sure, stand in a note by themselves: readings are added up by them.
 */
export function noteOf<C extends CodeOfDetail>(
  code: C,
  message: string,
  told: ParticularsOf<C>,
  page?: number,
): CoverageNote {
  const { count, confidence, ...particulars } = told as Particulars;
  return {
    ...{ code, message },
    ...(page !== undefined && { page }),
    ...(count !== undefined && { count: Number(count) }),
    ...(confidence !== undefined && { confidence: Number(confidence) }),
    ...(Object.keys(particulars).length > 0 && { particulars }),
  };
}

/** Says that the characters of a file were read by guesswork. */
export function encodingNotes(decoded: DecodedText): CoverageNote[] {
  if (!decoded.isGuess) return [];
  return [
    noteOf(
      'encoding.guessed',
      `The file does not say how its characters are stored; it was read as ${decoded.encoding}. Save it as UTF-8 if letters look wrong.`,
      { encoding: decoded.encoding },
    ),
  ];
}

/** Says that pictures were passed over; nothing where there are none. */
export function picturesSkipped(count: number): CoverageNote[] {
  if (count === 0) return [];
  const message = `${count} image(s) were not read; only their descriptions were.`;
  return [noteOf('image.skipped', message, { count, isDescribed: 'yes' })];
}

/** Says that files of other programs within the text were passed over; nothing where there are none. */
export function objectsSkipped(count: number): CoverageNote[] {
  if (count === 0) return [];
  return [noteOf('member.not_read', `${count} embedded object(s) were not read.`, { count })];
}

/** Says that text which its author hid was left out; nothing where there was none. @param count Stretches of it. */
export function hiddenText(count: number): CoverageNote[] {
  if (count === 0) return [];
  return [noteOf('text.hidden', `${count} stretch(es) of hidden text were left out.`, { count })];
}

/** Says that a slide or sheet does not show in its own program, and was read all the same. */
export const hiddenPart = (page: number): CoverageNote => ({
  code: 'part.hidden',
  message: 'This part is hidden in the file. It was read like the others.',
  page,
});

/** Says how much of a sheet does not show in its own program and was read all the same; nothing where that is nothing. */
export function hiddenLines(rows: number, columns: number, sheet: number): CoverageNote[] {
  const named = [rows > 0 && `${rows} row(s)`, columns > 0 && `${columns} column(s)`].filter(Boolean).join(' and ');
  if (named === '') return [];
  const message = `${named} of sheet ${sheet} are hidden in the file. They were read like the others.`;
  return [noteOf('sheet.hidden_cells', message, { rows, columns, sheet }, sheet)];
}

/** Says from which page on there was no time to look for hidden text. */
export const hiddenNotLookedFor = (page: number): CoverageNote => ({
  code: 'text.hidden_unchecked',
  message: `From page ${page} on, hidden text was not looked for: the document is too long for that. What was read there may hold words that nobody sees.`,
  page,
});

const QUOTED_WORDINGS = 3;
const QUOTED_CHARS = 80;

/** Says what stood at the head and foot of pages and was left out, each wording once; nothing where there was none. */
export function runningLinesNotes(texts: readonly string[]): CoverageNote[] {
  const removed = [...new Set(texts.map((text) => text.replace(/\s+/g, ' ').trim()))].filter((text) =>
    /\p{L}/u.test(text),
  );
  if (removed.length === 0) return [];
  const quoted = removed.slice(0, QUOTED_WORDINGS).map((text) => text.slice(0, QUOTED_CHARS));
  const more = removed.length - quoted.length;
  const named = `${quoted.map((text) => `“${text}”`).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  return [
    noteOf('page.running_lines', `Page headers, footers and numbers were left out of the text: ${named}.`, {
      lines: quoted.join('\n'),
      more,
    }),
  ];
}

/** At most {@link MAX_NOTES} notes, the last one counting those that were left out. */
export function limitNotes(notes: readonly CoverageNote[]): CoverageNote[] {
  if (notes.length <= MAX_NOTES) return [...notes];
  const kept = notes.slice(0, MAX_NOTES - 1);
  const count = notes.length - kept.length;
  return [...kept, noteOf('notes.more', `${count} further notes of this kind were left out.`, { count })];
}

/** Of a message or a file that somebody signed. */
export const SIGNED: CoverageNote = {
  code: 'signature.not_checked',
  message: 'It is signed. What it says was read; whether the signature holds was not checked.',
};
