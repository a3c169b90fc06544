import { open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { coverageOf } from '#knowledge';
import { limitNotes } from './coverage-notes.js';
import { decryptOffice, decryptOldOffice } from './decrypt-office.js';
import { detectType, HEAD_BYTES } from './detect-type.js';
import { FORMATS } from './document-formats.js';
import { CannotUnlock, DocumentEmpty, DocumentEncrypted, DocumentTooComplex } from './parse-errors.js';
import {
  type Block,
  type DocumentType,
  HEADER_CHARS,
  type ParsedDocument,
  type ParseLimits,
  type ParseSetting,
  type ReadDocument,
} from './parsed-document.js';

/** Beyond this a text file cannot stay within any sensible text limit: four bytes a character. */
const BYTES_PER_CHAR = 4;

/** Whoever stores a document holds all of them at once, and a file of nothing but short ones has millions. */
const MOST_BLOCKS = 500_000;

/**
 * Detect, parse and check one file in this process. Parsers are loaded when first needed.
 * @throws The coded errors of parse-errors.ts and members/archive-errors.ts
 */
export async function parseFile(path: string, limits: ParseLimits, setting: ParseSetting): Promise<ReadDocument> {
  const { fileName, password, unpack } = setting;
  const type = await typeOf(path, fileName, password !== undefined && unpack !== null);
  if (type === 'locked') return readDecrypted(path, limits, setting);
  if (FORMATS[type].family === 'text' && (await stat(path)).size > limits.maxTextChars * BYTES_PER_CHAR)
    throw new DocumentTooComplex('characters', limits.maxTextChars);
  const parsed = await readAs(type, path, limits, setting);
  if (parsed.blocks.length > MOST_BLOCKS) throw new DocumentTooComplex('paragraphs and rows', MOST_BLOCKS);
  const chars = parsed.blocks.reduce((sum, block) => sum + block.text.length, 0);
  if (chars > limits.maxTextChars) throw new DocumentTooComplex('characters', limits.maxTextChars);
  if (parsed.blocks.every((block) => block.text.trim() === '')) throw new DocumentEmpty();
  const { notes, pageCount, members } = parsed;
  const blocks = parsed.blocks.map(withShortHeader);
  return {
    ...parsed,
    blocks,
    notes: limitNotes(notes),
    coverage: coverageOf(notes, pageCount, members?.length ?? null),
  };
}

function withShortHeader(block: Block): Block {
  const { header = '' } = block;
  return header.length > HEADER_CHARS ? { ...block, header: header.slice(0, HEADER_CHARS) } : block;
}

/** Old Office files say only within that they are locked. */
const DECRYPTED_WHEN_LOCKED: ReadonlySet<DocumentType> = new Set(['doc', 'xls', 'ppt']);

/** @throws CannotUnlock where a password was given and its parser has no use for it. */
async function readAs(
  type: DocumentType,
  path: string,
  limits: ParseLimits,
  setting: ParseSetting,
): Promise<ParsedDocument> {
  const parse = await PARSERS[type]();
  try {
    return await parse(path, limits, setting);
  } catch (error) {
    if (!(error instanceof DocumentEncrypted) || setting.password === undefined) throw error;
    if (!DECRYPTED_WHEN_LOCKED.has(type) || !setting.unpack) throw new CannotUnlock(error.format);
    return readOldDecrypted(parse, path, limits, setting, error.format);
  }
}

async function readOldDecrypted(
  parse: Parser,
  path: string,
  limits: ParseLimits,
  setting: ParseSetting,
  format: string,
): Promise<ParsedDocument> {
  const clear = join(setting.unpack!.folder, 'unlocked');
  try {
    await decryptOldOffice(path, setting.password!, clear, format);
    return await parse(clear, limits, setting);
  } catch (error) {
    throw error instanceof DocumentEncrypted ? new CannotUnlock(format) : error;
  } finally {
    await rm(clear, { force: true });
  }
}

/** Decrypt an Office file into the folder of this document, read that, and remove it. */
async function readDecrypted(path: string, limits: ParseLimits, setting: ParseSetting): Promise<ReadDocument> {
  const { password = '', unpack, ...rest } = setting;
  const clear = join(unpack!.folder, 'unlocked');
  try {
    await decryptOffice(path, password, clear);
    return await parseFile(clear, limits, { ...rest, unpack });
  } finally {
    await rm(clear, { force: true });
  }
}

/** What a file is; `locked` for an Office file that is encrypted, where it can be decrypted. */
async function typeOf(path: string, fileName: string, canDecrypt: boolean): Promise<DocumentType | 'locked'> {
  try {
    return await detectType(fileName, await readHead(path));
  } catch (error) {
    if (error instanceof DocumentEncrypted && canDecrypt) return 'locked';
    throw error;
  }
}

type Parser = (path: string, limits: ParseLimits, setting: ParseSetting) => Promise<ParsedDocument>;

/** Parsers by type, each loaded when it is first needed. */
const PARSERS: Readonly<Record<DocumentType, () => Promise<Parser>>> = {
  pdf: async () => (await import('./parse-pdf.js')).parsePdf,
  docx: () => withEmbeddedFiles(async () => (await import('./parse-docx.js')).parseDocx),
  xlsx: () => withEmbeddedFiles(() => workbook(true)),
  ods: () => workbook(true),
  xls: () => workbook(false),
  pptx: () => withEmbeddedFiles(async () => (await import('./parse-pptx.js')).parsePptx),
  odt: () => openDocument('odt'),
  odp: () => openDocument('odp'),
  epub: async () => (await import('./parse-epub.js')).parseEpub,
  doc: () => oldOffice('doc'),
  ppt: () => oldOffice('ppt'),
  png: image,
  jpg: image,
  tif: image,
  bmp: image,
  gif: image,
  webp: image,
  msg: async () => (await import('./parse-msg.js')).parseMsg,
  tnef: async () => (await import('./parse-tnef.js')).parseTnef,
  zip: () => archive('zip'),
  tar: () => archive('tar'),
  gz: () => archive('gz'),
  p7m: () => archive('p7m'),
  rtf: async () => (await import('./parse-rtf.js')).parseRtf,
  eml: async () => (await import('./parse-email.js')).parseEml,
  mbox: async () => (await import('./parse-mbox.js')).parseMbox,
  md: async () => (await import('./parse-markdown.js')).parseMarkdown,
  html: async () => (await import('./parse-html.js')).parseHtml,
  txt: async () => (await import('./parse-plain-text.js')).parsePlainText,
  csv: () => delimited(),
  tsv: () => delimited('\t'),
  json: async () => (await import('./parse-structured.js')).parseJson,
  xml: async () => (await import('./parse-structured.js')).parseXml,
  vtt: async () => (await import('./parse-subtitles.js')).parseSubtitles,
};

/** Office files carry other files; those become members. */
async function withEmbeddedFiles(load: () => Promise<Parser>): Promise<Parser> {
  const [parse, { withEmbedded }] = [await load(), await import('./embedded-members.js')];
  return async (path, limits, setting) =>
    withEmbedded(path, await parse(path, limits, setting), limits.maxUncompressedBytes, setting);
}

async function workbook(isZip: boolean): Promise<Parser> {
  const { parseWorkbook } = await import('./parse-workbook.js');
  return (path, limits) => parseWorkbook(path, isZip, limits);
}

async function oldOffice(type: 'doc' | 'ppt'): Promise<Parser> {
  const { parseOldOffice } = await import('./parse-old-office.js');
  return (path, limits) => parseOldOffice(path, type, limits);
}

async function archive(type: 'zip' | 'tar' | 'gz' | 'p7m'): Promise<Parser> {
  const { parseArchive } = await import('./members/parse-archive.js');
  return (path, _limits, { fileName, unpack, password }) => parseArchive(path, type, fileName, unpack, password);
}

async function image(): Promise<Parser> {
  return (await import('./parse-image.js')).parseImage;
}

async function openDocument(type: 'odt' | 'odp'): Promise<Parser> {
  const { parseOdf } = await import('./parse-odf.js');
  return (path, limits) => parseOdf(path, type, limits);
}

async function delimited(delimiter?: '\t'): Promise<Parser> {
  const { parseDelimited } = await import('./parse-delimited.js');
  return (path) => parseDelimited(path, delimiter);
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
