import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import mammoth from 'mammoth';
import { PDFParse } from 'pdf-parse';

const ENTITIES = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&nbsp;': ' ' };

const withoutTags = (html) =>
  html.replace(/<[^>]+>/g, ' ').replace(/&(?:amp|lt|gt|quot|nbsp);/g, (entity) => ENTITIES[entity]);
const withoutMarks = (markdown) =>
  markdown
    .replace(/^---\n[\s\S]*?\n---\n/, '')
    .replace(/^\s*(?:#+|>|-|\d+\.)\s/gm, '')
    .replace(/[*`|]/g, ' ');

async function pdfText(bytes) {
  const parser = new PDFParse({ data: bytes });
  try {
    return (await parser.getText()).text;
  } finally {
    await parser.destroy();
  }
}

const READERS = {
  '.md': (bytes) => withoutMarks(bytes.toString('utf8')),
  '.html': (bytes) => withoutTags(bytes.toString('utf8')),
  '.txt': (bytes) => bytes.toString('utf8'),
  '.csv': (bytes) => bytes.toString('utf8'),
  '.pdf': pdfText,
  '.docx': async (bytes) => (await mammoth.extractRawText({ buffer: bytes })).value,
};

/** Every run of white space as one space. */
export const flat = (text) => text.replace(/\s+/g, ' ').trim();

/**
 * The plain text of one sample file, white space flattened.
 * @throws When the file is missing or its kind is not one of md, html, txt, csv, pdf, docx.
 */
export async function readText(path) {
  const read = READERS[extname(path)];
  if (!read) throw new Error(`${path}: no reader for this kind of file`);
  return flat(await read(await readFile(path)));
}
