import { readFile } from 'node:fs/promises';
import { encodingNotes } from './coverage-notes.js';
import { decodeText } from './decode-text.js';
import { titleFromHeadings } from './document-facts.js';
import { blocksOfLines, isLined } from './lined-text.js';
import type { ParsedDocument, ParseLimits, ParseSetting } from './parsed-document.js';
import { blocksOfPlainText } from './plain-text-blocks.js';

/** Calendars and cards break lines anywhere, also within a word, and go on behind white space. @see RFC 5545, 3.1; RFC 6350, 3.2 */
const FOLDED = /^\ufeff?BEGIN:V(?:CALENDAR|CARD)\r?\n/;

/** Read a plain text file: prose by {@link blocksOfPlainText}, settings, logs and programs by {@link blocksOfLines}. */
export async function parsePlainText(
  path: string,
  _limits: ParseLimits,
  { fileName }: Pick<ParseSetting, 'fileName'>,
): Promise<ParsedDocument> {
  const decoded = decodeText(await readFile(path));
  if (isLined(fileName)) {
    const blocks = blocksOfLines(decoded.text);
    return { title: null, metadata: {}, blocks, pageCount: 1, notes: encodingNotes(decoded) };
  }
  const isFolded = FOLDED.test(decoded.text.slice(0, 100));
  const blocks = blocksOfPlainText(isFolded ? decoded.text.replace(/\r?\n[ \t]/g, '') : decoded.text);
  // A heading far down is a heading of a part, not the title of the whole.
  const title = titleFromHeadings(blocks.slice(0, 2));
  return { title, metadata: {}, blocks, pageCount: 1, notes: encodingNotes(decoded) };
}
