import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import type { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import iconv from 'iconv-lite';
import { hiddenText, objectsSkipped, picturesSkipped, runningLinesNotes } from './coverage-notes.js';
import {
  AUTHOR,
  FACT_END,
  FACTS_END,
  FACTS_START,
  RAISED,
  SURROUNDING_END,
  SURROUNDING_START,
  TITLE,
} from './rtf-marks.js';
import { Tokenize } from './rtf-tokens.js';
import { DocumentCorrupt, DocumentTooComplex } from './parse-errors.js';
import type { ParsedDocument } from './parsed-document.js';
import { metadataOf, sensibleTitle, titleFromHeadings } from './document-facts.js';
import { blocksOfRtf } from './rtf-blocks.js';
import { RtfStructure } from './rtf-structure.js';

interface PlainText {
  new (options: { decode: (bytes: Buffer, encoding: string) => string }): Transform;
}
/** The package's front door gives only what Outlook hides in RTF; the plain text that it builds on lies behind (version pinned). */
const { ToPlainText } = createRequire(import.meta.url)('rtf-stream-parser/dist/src/ToPlainText.js') as {
  ToPlainText: PlainText;
};

const SURROUNDINGS = new RegExp(
  `${SURROUNDING_START}([^${SURROUNDING_START}${SURROUNDING_END}]*)${SURROUNDING_END}`,
  'g',
);
const FACTS = new RegExp(`${FACTS_START}[^${FACTS_START}${FACTS_END}]*${FACTS_END}`);

/**
 * Read a rich text file: headings, paragraphs, lists with their numbers, tables by row, footnotes and remarks. Page headers and
 * footers are left out, and what was hidden or deleted with changes tracked.
 */
export function parseRtf(path: string): Promise<ParsedDocument> {
  return readRtf(createReadStream(path));
}

/** As {@link parseRtf}, of bytes as they come. @throws DocumentCorrupt */
export async function readRtf(source: Readable): Promise<ParsedDocument> {
  const structure = new RtfStructure();
  const marked = await markedText(source, structure);
  const facts = FACTS.exec(marked)?.[0] ?? '';
  const blocks = blocksOfRtf(marked.replace(FACTS, '').replace(SURROUNDINGS, ''), structure.edges);
  const around = [...marked.matchAll(SURROUNDINGS)].map(([, text]) => text!);
  return {
    title: sensibleTitle(factOf(facts, TITLE)) ?? titleFromHeadings(blocks),
    metadata: metadataOf([['author', factOf(facts, AUTHOR)]]),
    blocks,
    pageCount: 1,
    notes: [
      ...runningLinesNotes(around),
      ...picturesSkipped(structure.pictures),
      ...objectsSkipped(structure.objects),
      ...hiddenText(structure.hidden),
    ],
  };
}

/** See {@link raised}, which does the same where what stands before is known. */
const RAISED_NUMBER = new RegExp(`(\\d[.,]?)${RAISED}(?=[-−–+]?\\d)`, 'g');

const factOf = (facts: string, mark: string): string | undefined =>
  new RegExp(`${mark}([^${mark}${FACT_END}]*)${FACT_END}`).exec(facts)?.[1];

async function markedText(source: Readable, structure: RtfStructure): Promise<string> {
  const parts: string[] = [];
  try {
    await pipeline(
      source,
      new Tokenize(),
      structure,
      new ToPlainText({ decode: (bytes, encoding) => iconv.decode(bytes, encoding) }),
      async (text) => {
        for await (const part of text) parts.push(String(part));
      },
    );
  } catch (error) {
    if (error instanceof DocumentTooComplex) throw error;
    const reason = error instanceof Error ? error.message.slice(0, 120) : 'unknown reason';
    throw new DocumentCorrupt('rich text file', reason, { cause: error });
  }
  return parts.join('').replace(/\r\n?/g, '\n').replace(RAISED_NUMBER, '$1^').replaceAll(RAISED, '');
}
