import { readFile } from 'node:fs/promises';
import { BlockBuilder } from './block-builder.js';
import { encodingNotes } from './coverage-notes.js';
import { decodeText } from './decode-text.js';
import { blocksOfJson } from './json-blocks.js';
import { DocumentCorrupt } from './parse-errors.js';
import type { ParsedDocument } from './parsed-document.js';
import { readXml } from './read-xml.js';

/** Read a JSON file, or one of a JSON value a line. */
export async function parseJson(path: string): Promise<ParsedDocument> {
  const decoded = decodeText(await readFile(path));
  const blocks = valuesOf(decoded.text.replace(/^\ufeff/, '')).flatMap((value) => blocksOfJson(value));
  return { title: null, metadata: {}, blocks, pageCount: 1, notes: encodingNotes(decoded) };
}

function valuesOf(text: string): unknown[] {
  try {
    return [JSON.parse(text)];
  } catch (whole) {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    try {
      if (lines.length > 1) return lines.map((line): unknown => JSON.parse(line));
    } catch {
      // Neither one value nor one a line: the first complaint says more.
    }
    const reason = whole instanceof Error ? whole.name : 'unknown reason';
    throw new DocumentCorrupt('JSON file', reason, { cause: whole });
  }
}

/** Read an XML file: the text of each element as a paragraph, led by the element's name. */
export async function parseXml(path: string): Promise<ParsedDocument> {
  const decoded = decodeText(await readFile(path));
  const builder = new BlockBuilder();
  const open: { name: string; text: string }[] = [];
  const say = (): void => {
    const innermost = open.at(-1);
    const text = innermost?.text.trim() ?? '';
    if (innermost && text !== '') builder.whole('paragraph', `${innermost.name}: ${text.replace(/\s+/g, ' ')}`);
    if (innermost) innermost.text = '';
  };
  readXml(decoded.text.replace(/^\ufeff/, ''), 'XML file', {
    open: (name, attribute) => {
      say();
      open.push({ name, text: '' });
      const label = attribute('name') ?? attribute('title') ?? attribute('id');
      if (label) builder.whole('paragraph', `${name}: ${label}`);
    },
    text: (text) => {
      const innermost = open.at(-1);
      if (innermost) innermost.text += text;
    },
    close: () => {
      say();
      open.pop();
    },
  });
  return { title: null, metadata: {}, blocks: builder.finish(), pageCount: 1, notes: encodingNotes(decoded) };
}
