import { open, stat } from 'node:fs/promises';
import { limitNotes } from './coverage-notes.js';
import { detectType, HEAD_BYTES } from './detect-type.js';
import { DocumentEmpty, DocumentTooComplex } from './parse-errors.js';
import type { DocumentType, ParsedDocument, ParseLimits } from './parsed-document.js';

/** Beyond this a text file cannot stay within any sensible text limit: four bytes a character. */
const BYTES_PER_CHAR = 4;

/**
 * Detect, parse and check one file in this process. Parsers are loaded when first needed.
 * @param fileName The name as uploaded; the file at `path` may have another.
 * @throws The coded errors of parse-errors.ts
 */
export async function parseFile(path: string, fileName: string, limits: ParseLimits): Promise<ParsedDocument> {
  const type = await detectType(fileName, await readHead(path));
  const isText = type !== 'pdf' && type !== 'docx';
  if (isText && (await stat(path)).size > limits.maxTextChars * BYTES_PER_CHAR)
    throw new DocumentTooComplex('characters', limits.maxTextChars);
  const parsed = await parseAs(type, path, limits);
  const chars = parsed.blocks.reduce((sum, block) => sum + block.text.length, 0);
  if (chars > limits.maxTextChars) throw new DocumentTooComplex('characters', limits.maxTextChars);
  if (parsed.blocks.every((block) => block.text.trim() === '')) throw new DocumentEmpty();
  return { ...parsed, notes: limitNotes(parsed.notes) };
}

async function parseAs(type: DocumentType, path: string, limits: ParseLimits): Promise<ParsedDocument> {
  switch (type) {
    case 'pdf':
      return (await import('./parse-pdf.js')).parsePdf(path, limits);
    case 'docx':
      return (await import('./parse-docx.js')).parseDocx(path, limits);
    case 'md':
      return (await import('./parse-markdown.js')).parseMarkdown(path);
    case 'html':
      return (await import('./parse-html.js')).parseHtml(path);
    case 'txt':
      return (await import('./parse-plain-text.js')).parsePlainText(path);
    case 'csv':
      return (await import('./parse-delimited.js')).parseDelimited(path);
    case 'tsv':
      return (await import('./parse-delimited.js')).parseDelimited(path, '\t');
  }
}

async function readHead(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
