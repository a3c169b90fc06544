import { readFile } from 'node:fs/promises';
import Papa from 'papaparse';
import { encodingNotes, noteOf } from './coverage-notes.js';
import { decodeText } from './decode-text.js';
import { blocksOfRows } from './delimited-blocks.js';
import type { ParsedDocument } from './parsed-document.js';

/** Read a CSV or TSV file; the delimiter is detected. Rows that are not well formed are kept as far as they go, with a note. */
export async function parseDelimited(path: string, delimiter?: '\t'): Promise<ParsedDocument> {
  const decoded = decodeText(await readFile(path));
  const { text, stated } = withoutStatement(decoded.text.replace(/^\ufeff/, ''));
  const wanted = stated ?? (delimiter && text.includes(delimiter) ? delimiter : null);
  const { data, errors } = Papa.parse<string[]>(text, {
    header: false,
    skipEmptyLines: 'greedy',
    delimitersToGuess: [',', '\t', ';', '|'],
    ...(wanted && { delimiter: wanted }),
  });
  const broken = errors.filter((error) => error.type === 'Quotes');
  const notes = encodingNotes(decoded);
  if (broken.length > 0) {
    const row = (broken[0]!.row ?? 0) + 1;
    notes.push(
      noteOf(
        'table.quotes',
        `${broken.length} place(s) with unbalanced quotes, the first in row ${row}; cells there may be joined.`,
        { count: broken.length, row },
      ),
    );
  }
  return { title: null, metadata: {}, blocks: blocksOfRows(data), pageCount: 1, notes };
}

/** Spreadsheets may put a line before all others that says which delimiter follows. */
function withoutStatement(text: string): { text: string; stated: string | null } {
  const [line = '', stated = null] = /^sep=(.)\r?\n/i.exec(text) ?? [];
  return { text: text.slice(line.length), stated };
}
