import { extname } from 'node:path';
import { fileTypeFromBuffer } from 'file-type';
import { decodeText, hasByteOrderMark, isCleanText, looksLikeText } from './decode-text.js';
import type { DocumentType } from './parsed-document.js';
import { DocumentEmpty, DocumentEncrypted, UnsupportedType, WrongExtension } from './parse-errors.js';

/** How many bytes from the start of a file {@link detectType} wants to see. */
export const HEAD_BYTES = 64 * 1024;

const TYPE_OF_EXTENSION: Readonly<Record<string, DocumentType>> = {
  pdf: 'pdf',
  docx: 'docx',
  md: 'md',
  markdown: 'md',
  html: 'html',
  htm: 'html',
  txt: 'txt',
  text: 'txt',
  log: 'txt',
  csv: 'csv',
  tsv: 'tsv',
};

export const MEDIA_TYPES: Readonly<Record<DocumentType, string>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  md: 'text/markdown',
  html: 'text/html',
  txt: 'text/plain',
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
};

/** Extensions that {@link detectType} accepts, without the dot. */
export const SUPPORTED_EXTENSIONS: readonly string[] = Object.keys(TYPE_OF_EXTENSION);

/** What the bytes are, whatever the file is called. `name` completes the sentence "The file is …". */
type Content =
  | { readonly family: 'pdf' | 'zip' | 'ole'; readonly name: string }
  | { readonly family: 'text' | 'other'; readonly name: string };

/**
 * Decide how to read a file, by content and by name together; neither alone is trusted.
 * @param head The first {@link HEAD_BYTES} bytes, or the whole file when it is shorter.
 * @throws DocumentEmpty, UnsupportedType, WrongExtension, DocumentEncrypted
 */
export async function detectType(fileName: string, head: Uint8Array): Promise<DocumentType> {
  if (head.length < HEAD_BYTES && isBlank(head)) throw new DocumentEmpty();
  const extension = extname(fileName).slice(1).toLowerCase();
  const content = await contentOf(head, extension === 'pdf');
  if (extension === '') return typeOfNameless(content, head);
  const promised = TYPE_OF_EXTENSION[extension];
  if (!promised) throw refusalOfUnknown(extension, content);
  if (promised === 'pdf') {
    if (content.family === 'pdf') return 'pdf';
    throw new WrongExtension(extension, content.name, renameAdvice(content));
  }
  if (promised === 'docx') {
    if (content.family === 'zip') return 'docx';
    if (content.family === 'ole' && !holdsUtf16(head, 'WordDocument')) throw new DocumentEncrypted('Word document');
    throw new WrongExtension(extension, content.name, renameAdvice(content));
  }
  if (content.family !== 'text') throw new WrongExtension(extension, content.name, renameAdvice(content));
  return promised;
}

function typeOfNameless(content: Content, head: Uint8Array): DocumentType {
  if (content.family === 'pdf') return 'pdf';
  if (content.family === 'zip' && content.name === WORD) return 'docx';
  if (content.family === 'text')
    return /^\s*(?:<!doctype html|<html[\s>])/i.test(decodeText(head.subarray(0, 1024)).text) ? 'html' : 'txt';
  throw new UnsupportedType(content.name === UNKNOWN ? 'a binary file of an unknown kind' : content.name);
}

function refusalOfUnknown(extension: string, content: Content): Error {
  if (content.family === 'pdf' || content.name === WORD)
    return new WrongExtension(extension, content.name, renameAdvice(content));
  return new UnsupportedType(
    NAME_OF_EXTENSION[extension] ?? (content.family === 'text' ? `a .${extension} text file` : content.name),
  );
}

function renameAdvice(content: Content): string {
  if (content.family === 'pdf') return 'Rename it to end in .pdf and send it again.';
  if (content.name === WORD) return 'Rename it to end in .docx and send it again.';
  if (content.name === UNKNOWN) return 'If it is text, save it as UTF-8 and send it again.';
  if (content.family === 'text') return 'Rename it to end in .txt, or send the file that was meant.';
  if (content.name === OLE) return 'Save it as .docx in its own program and send that.';
  return 'Give it the name of its own format, or send the file that was meant.';
}

/** Well-known kinds that are not read, in words a reader knows. */
const NAME_OF_EXTENSION: Readonly<Record<string, string>> = {
  doc: 'an old Word document (.doc)',
  xls: 'an old Excel workbook (.xls)',
  xlsx: 'an Excel workbook (.xlsx)',
  ppt: 'an old PowerPoint presentation (.ppt)',
  pptx: 'a PowerPoint presentation (.pptx)',
  odt: 'an OpenDocument text (.odt)',
  ods: 'an OpenDocument spreadsheet (.ods)',
  odp: 'an OpenDocument presentation (.odp)',
  rtf: 'a rich text file (.rtf)',
  epub: 'an e-book (.epub)',
  eml: 'an e-mail message (.eml)',
  msg: 'an Outlook message (.msg)',
  mbox: 'a mailbox (.mbox)',
  pages: 'a Pages document (.pages)',
  hwp: 'a Hangul document (.hwp)',
  zip: 'a ZIP archive',
  tif: 'a TIFF image',
  tiff: 'a TIFF image',
};

const WORD = 'a Word document';
const OLE = 'an old Microsoft Office file';
const UNKNOWN = 'binary, or text in an encoding that is not recognized';

/** Formats of text that other tools name but that are still readable as what their extension says. */
const TEXTUAL = new Set(['xml', 'html', 'svg', 'ics', 'vcf', 'vtt', 'json', 'eml', 'sgml', 'po', 'srt']);

async function contentOf(head: Uint8Array, isNamedPdf: boolean): Promise<Content> {
  if (startsWith(head, [0xd0, 0xcf, 0x11, 0xe0])) return { family: 'ole', name: OLE };
  const isClean = isCleanText(head);
  const pdfHeader = indexOfPdfHeader(head);
  if (pdfHeader === 0 || (pdfHeader > 0 && (isNamedPdf || !isClean))) return { family: 'pdf', name: 'a PDF' };
  if (hasByteOrderMark(head) && looksLikeText(head)) return { family: 'text', name: 'plain text' };
  const known = await identify(head);
  // A sentence may begin like a sound file ("FORM …", "free …"); only formats that are text themselves say more.
  if (isClean && !WRITTEN_AS_TEXT.has(known?.ext ?? '')) return { family: 'text', name: 'plain text' };
  if (startsWith(head, [0x50, 0x4b, 0x03, 0x04]) || startsWith(head, [0x50, 0x4b, 0x05, 0x06])) {
    const name = known?.ext === 'docx' || holdsAscii(head, 'word/document') ? WORD : nameOf(known, 'a ZIP archive');
    return { family: 'zip', name };
  }
  if (known && !TEXTUAL.has(known.ext)) return { family: 'other', name: nameOf(known, 'a binary file') };
  if (looksLikeText(head)) return { family: 'text', name: 'plain text' };
  return { family: 'other', name: UNKNOWN };
}

/** Formats other than plain text whose files are printable text all the same. */
const WRITTEN_AS_TEXT: ReadonlySet<string> = new Set(['rtf', 'ps', 'eps']);

/** file-type reads through containers; one that is cut off by the end of the head is simply not identified. */
async function identify(head: Uint8Array): Promise<{ ext: string; mime: string } | undefined> {
  try {
    return await fileTypeFromBuffer(head);
  } catch {
    return undefined;
  }
}

function nameOf(known: { ext: string; mime: string } | undefined, fallback: string): string {
  if (!known) return fallback;
  return known.ext === 'zip' ? 'a ZIP archive' : `a file of type ${known.ext.toUpperCase()} (${known.mime})`;
}

function isBlank(head: Uint8Array): boolean {
  return head.every((byte) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d));
}

/** Readers accept a PDF header anywhere in the first kilobyte. */
function indexOfPdfHeader(head: Uint8Array): number {
  return Buffer.from(head.subarray(0, 1024)).indexOf('%PDF-');
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte);
}

function holdsAscii(bytes: Uint8Array, text: string): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(text, 0, 'latin1');
}

function holdsUtf16(bytes: Uint8Array, text: string): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(text, 0, 'utf16le');
}
