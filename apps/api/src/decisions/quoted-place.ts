import type { QuotedPlace } from '#contracts';
import type { RevisionText } from '#library';

/** UTF-16 units of the text that are shown on either side of a place. */
const AROUND = 200;
const CUT = '…';

/** A place with the words around it; where the text goes on, it is cut between words and ends in an ellipsis. */
export const quotedPlace = ({ revision, text }: RevisionText, start: number, end: number): QuotedPlace => ({
  ...{ revision: revision.id, revisionNumber: revision.number, span: [start, end] },
  before: start > AROUND ? CUT + withoutPart(text.slice(start - AROUND, start), /^\S{0,30}\s/) : text.slice(0, start),
  text: text.slice(start, end),
  after: text.length > end + AROUND ? withoutPart(text.slice(end, end + AROUND), /\s\S{0,30}$/) + CUT : text.slice(end),
});

/** Scripts that part no words are cut between any two characters, but through none. */
const withoutPart = (text: string, part: RegExp): string =>
  text.replace(part, '').toWellFormed().replaceAll('\ufffd', '');
