import { extname } from 'node:path';
import { fileTypeFromBuffer } from 'file-type';
import { hasByteOrderMark, isCleanText, looksLikeText } from './decode-text.js';
import { FORMATS, type StorageFamily, typeOfExtension } from './document-formats.js';
import { looksLikeTar } from './members/looks-like-tar.js';
import type { DocumentType } from './parsed-document.js';
import { looksLocked, looksSigned } from './signed-content.js';
import { CannotUnlock, DocumentEmpty, DocumentEncrypted, UnsupportedType, WrongExtension } from './parse-errors.js';
import { beginningOf, isHtml } from './text-format.js';
import { typeUnderOldName } from './under-old-name.js';

/** How many bytes from the start of a file {@link detectType} wants to see. */
export const HEAD_BYTES = 64 * 1024;

/** What the bytes are, whatever the file is called. `name` completes the sentence "The file is …". */
interface Content {
  readonly family: StorageFamily | 'other';
  readonly name: string;
  /** The same for short: its usual extension, or `text`, `binary`, `ole`. */
  readonly kind: string;
  /** The format itself, where the bytes tell. */
  readonly type?: DocumentType;
}

/**
 * Decide how to read a file, by content and by name together; neither alone is trusted, but the names of old Office formats stand for
 * whatever Office opens.
 * @param head The first {@link HEAD_BYTES} bytes, or the whole file when it is shorter.
 * @throws DocumentEmpty, UnsupportedType, WrongExtension, DocumentEncrypted, CannotUnlock
 */
export async function detectType(fileName: string, head: Uint8Array): Promise<DocumentType> {
  if (head.length < HEAD_BYTES && isBlank(head)) throw new DocumentEmpty();
  const extension = extname(fileName).slice(1).toLowerCase();
  const content = await contentOf(head, extension === 'pdf');
  if (extension === '') return typeOfNameless(content, head);
  const promised = typeOfExtension(extension) ?? (isEnvelope(extension, content) ? 'tnef' : undefined);
  if (!promised) throw refusalOfUnknown(extension, content, head);
  if (promised === 'p7m' && looksLocked(head)) throw new CannotUnlock('encrypted message');
  // A message that is signed as a text goes by the same name.
  if (promised === 'p7m' && content.family === 'text') return 'eml';
  const { family, name } = FORMATS[promised];
  if (promised === 'zip' && content.type && content.type !== 'zip') throw misnamed(extension, content, head);
  if (content.family === family) return promised;
  const underOldName = typeUnderOldName(promised, content, head);
  if (underOldName) return underOldName;
  // An Office file with a password is an old container around the encrypted new one.
  if (family === 'zip' && content.family === 'ole' && !OLD_OFFICE.some((stream) => holdsUtf16(head, stream)))
    throw new DocumentEncrypted(name.replace(/^an? /, ''));
  throw misnamed(extension, content, head);
}

/** Mail programs call it `winmail.dat`; other files of that extension are of any kind. */
const isEnvelope = (extension: string, { type }: Content): boolean => extension === 'dat' && type === 'tnef';

/** Streams that make an old Office file what it is. */
const OLD_OFFICE = ['WordDocument', 'Workbook', 'PowerPoint Document'];

function typeOfNameless(content: Content, head: Uint8Array): DocumentType {
  if (content.type) return content.type;
  if (content.family === 'text') return textType(head);
  throw new UnsupportedType(content.name === UNKNOWN ? 'a binary file of an unknown kind' : content.name, content.kind);
}

function refusalOfUnknown(extension: string, content: Content, head: Uint8Array): Error {
  // Many programs keep their files as ZIP: one with a name of its own is theirs, and no archive that was misnamed.
  const isBundle = content.type === 'p7m' && NAME_OF_EXTENSION[extension] !== undefined;
  if (content.type && content.type !== 'zip' && !isBundle) return misnamed(extension, content, head);
  const isTold = NAME_OF_EXTENSION[extension] !== undefined || content.family === 'text';
  return new UnsupportedType(
    NAME_OF_EXTENSION[extension] ?? (content.family === 'text' ? `a .${extension} text file` : content.name),
    isTold ? extension : content.kind,
  );
}

function misnamed(extension: string, content: Content, head: Uint8Array): WrongExtension {
  const type = content.type ?? (content.family === 'text' ? textType(head) : undefined);
  const renameTo = type && FORMATS[type].extensions[0]!;
  const { name, kind } = type === 'html' ? { name: FORMATS.html.name, kind: type } : content;
  const told = { kind, ...(renameTo !== undefined && { renameTo }) };
  return new WrongExtension(extension, name, renameAdvice(content, renameTo), told);
}

function renameAdvice(content: Content, renameTo: string | undefined): string {
  if (content.type) return `Rename it to end in .${renameTo} and send it again.`;
  if (content.name === UNKNOWN) return 'If it is text, save it as UTF-8 and send it again.';
  if (content.family === 'text') return `Rename it to end in .${renameTo}, or send the file that was meant.`;
  if (content.name === OLE) return 'Save it in a present format, such as .docx, in its own program and send that.';
  return 'Give it the name of its own format, or send the file that was meant.';
}

const textType = (head: Uint8Array): 'html' | 'txt' => (isHtml(beginningOf(head)) ? 'html' : 'txt');

const named = (name: string, ...extensions: readonly string[]): Record<string, string> =>
  Object.fromEntries(extensions.map((extension) => [extension, name]));

/** Well-known kinds that are not read, in words a reader knows. */
const NAME_OF_EXTENSION: Readonly<Record<string, string>> = {
  pages: 'a Pages document (.pages)',
  hwp: 'a Hangul document (.hwp)',
  heic: 'a HEIC photograph (saved as JPEG or PDF it can be read)',
  heif: 'a HEIC photograph (saved as JPEG or PDF it can be read)',
  avif: 'an AVIF image (saved as PNG or PDF it can be read)',
  ...named('an XZ archive (a ZIP or gzip archive of the same files can be read)', 'xz', 'txz'),
  ...named('a bzip2 archive (a ZIP or gzip archive of the same files can be read)', 'bz2', 'tbz', 'tbz2'),
  ...named('a Zstandard archive (a ZIP or gzip archive of the same files can be read)', 'zst', 'tzst'),
  ...named('a bundle of certificates, in which there is no document', 'p7b', 'p7c', 'spc'),
  '7z': 'a 7z archive (a ZIP or TAR archive of the same files can be read)',
  rar: 'a RAR archive (a ZIP or TAR archive of the same files can be read)',
};

const OLE = 'an old Microsoft Office file';
const UNKNOWN = 'binary, or text in an encoding that is not recognized';

/** Formats of text that other tools name but that are still readable as what their extension says. */
const TEXTUAL = new Set(['xml', 'html', 'svg', 'ics', 'vcf', 'vtt', 'json', 'eml', 'sgml', 'po', 'srt']);

async function contentOf(head: Uint8Array, isNamedPdf: boolean): Promise<Content> {
  if (startsWith(head, [0xd0, 0xcf, 0x11, 0xe0])) return { family: 'ole', name: OLE, kind: 'ole' };
  if (startsWith(head, [0x78, 0x9f, 0x3e, 0x22])) return contentAs('tnef');
  // An archive may begin with a PDF that is stored as it is.
  if (looksLikeTar(head)) return contentAs('tar');
  if (startsWith(head, [0x1f, 0x8b])) return contentAs('gz');
  if (looksSigned(head)) return contentAs('p7m');
  const isClean = isCleanText(head);
  const isZip = ZIP.some((magic) => startsWith(head, magic));
  const pdfHeader = isZip ? -1 : indexOfPdfHeader(head);
  if (pdfHeader === 0 || (pdfHeader > 0 && (isNamedPdf || !isClean))) return contentAs('pdf');
  if (startsWith(head, [...Buffer.from('{\\rtf')])) return contentAs('rtf');
  if (hasByteOrderMark(head) && looksLikeText(head)) return PLAIN_TEXT;
  // A TIFF's directory may lie behind the head, where it can't be identified by what it lists.
  if (TIFF.some((magic) => startsWith(head, magic))) return contentAs('tif');
  const known = await identify(head);
  // A sentence may begin like a sound file ("FORM …", "free …"); only formats that are text themselves say more.
  if (isClean && !WRITTEN_AS_TEXT.has(known?.ext ?? '')) return PLAIN_TEXT;
  if (isZip) {
    // A ZIP archive may hold an Office file as it is; only what comes first in a container says what the container is.
    if (!BEGINNINGS.test(firstEntryOf(head))) return contentAs('zip');
    const type = holdsAscii(head, 'word/document') ? 'docx' : typeOfExtension(known?.ext ?? '');
    return type && FORMATS[type].family === 'zip'
      ? contentAs(type)
      : { family: 'zip', name: nameOf(known, 'a ZIP archive'), kind: known?.ext ?? 'zip' };
  }
  const image = typeOfExtension(known?.ext ?? '');
  if (image && FORMATS[image].family === 'image') return contentAs(image);
  if (known && !TEXTUAL.has(known.ext))
    return { family: 'other', name: nameOf(known, 'a binary file'), kind: known.ext };
  if (looksLikeText(head)) return PLAIN_TEXT;
  return { family: 'other', name: UNKNOWN, kind: 'binary' };
}

/** A local header, the directory of an empty archive, the mark of one in several parts. */
const ZIP = [
  [0x50, 0x4b, 0x03, 0x04],
  [0x50, 0x4b, 0x05, 0x06],
  [0x50, 0x4b, 0x07, 0x08],
];

/** Names with which Office files, OpenDocument files and e-books begin. */
const BEGINNINGS =
  /^(?:\[Content_Types\]\.xml|_rels\/|docProps\/|customXml\/|word\/|xl\/|ppt\/|mimetype|META-INF\/|content\.xml)/;

/** The name in the first local header of a ZIP container. */
function firstEntryOf(head: Uint8Array): string {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  if (bytes.length < LOCAL_HEADER) return '';
  return bytes.toString('latin1', LOCAL_HEADER, LOCAL_HEADER + bytes.readUInt16LE(26));
}

const LOCAL_HEADER = 30;

const TIFF = [
  [0x49, 0x49, 0x2a, 0x00],
  [0x4d, 0x4d, 0x00, 0x2a],
];

const PLAIN_TEXT: Content = { family: 'text', name: 'plain text', kind: 'text' };

const contentAs = (type: DocumentType): Content => {
  const { family, name, extensions } = FORMATS[type];
  return { type, family, name, kind: extensions[0] ?? type };
};

/** Formats other than plain text whose files are printable text all the same. */
const WRITTEN_AS_TEXT: ReadonlySet<string> = new Set(['ps', 'eps']);

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
