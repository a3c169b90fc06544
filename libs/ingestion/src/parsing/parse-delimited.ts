import { readFile } from 'node:fs/promises';
import Papa from 'papaparse';
import { encodingNotes } from './coverage-notes.js';
import { decodeText } from './decode-text.js';
import { blocksOfRows } from './delimited-blocks.js';
import type { ParsedDocument } from './parsed-document.js';

/** Read a CSV or TSV file; the delimiter is detected. Rows that are not well formed are kept as far as they go, with a note. */
export async function parseDelimited(path: string, delimiter?: '\t'): Promise<ParsedDocument> {
  const decoded = decodeText(await readFile(path));
  const text = decoded.text.replace(/^\ufeff/, '');
  const { data, errors } = Papa.parse<string[]>(text, {
    header: false,
    skipEmptyLines: 'greedy',
    delimitersToGuess: [',', '\t', ';', '|'],
    ...(delimiter && text.includes(delimiter) && { delimiter }),
  });
  const broken = errors.filter((error) => error.type === 'Quotes');
  const notes = encodingNotes(decoded);
  if (broken.length > 0) {
    const row = (broken[0]!.row ?? 0) + 1;
    notes.push({
      code: 'table.quotes',
      message: `${broken.length} place(s) with unbalanced quotes, the first in row ${row}; cells there may be joined.`,
    });
  }
  return { title: null, metadata: {}, blocks: blocksOfRows(data), pageCount: 1, notes };
}
