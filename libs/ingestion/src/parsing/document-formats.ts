import { LINED_EXTENSIONS } from './lined-text.js';
import type { DocumentType } from './parsed-document.js';

/** What the first bytes of a file tell about how it is stored. */
export type StorageFamily = 'pdf' | 'zip' | 'ole' | 'rtf' | 'tnef' | 'image' | 'tar' | 'gzip' | 'signed' | 'text';

interface DocumentFormat {
  /** Completes the sentence "The file is …". */
  readonly name: string;
  readonly mediaType: string;
  /** Without the dot; the usual one first. */
  readonly extensions: readonly string[];
  readonly family: StorageFamily;
}

/** Every kind of file that is read. A parser for each is named in parse-file.ts. */
export const FORMATS: Readonly<Record<DocumentType, DocumentFormat>> = {
  pdf: { name: 'a PDF', mediaType: 'application/pdf', extensions: ['pdf'], family: 'pdf' },
  docx: {
    name: 'a Word document',
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    extensions: ['docx'],
    family: 'zip',
  },
  xlsx: {
    name: 'an Excel workbook',
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    extensions: ['xlsx', 'xlsm'],
    family: 'zip',
  },
  pptx: {
    name: 'a PowerPoint presentation',
    mediaType: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    extensions: ['pptx', 'ppsx'],
    family: 'zip',
  },
  odt: {
    name: 'an OpenDocument text',
    mediaType: 'application/vnd.oasis.opendocument.text',
    extensions: ['odt'],
    family: 'zip',
  },
  ods: {
    name: 'an OpenDocument spreadsheet',
    mediaType: 'application/vnd.oasis.opendocument.spreadsheet',
    extensions: ['ods'],
    family: 'zip',
  },
  odp: {
    name: 'an OpenDocument presentation',
    mediaType: 'application/vnd.oasis.opendocument.presentation',
    extensions: ['odp'],
    family: 'zip',
  },
  epub: { name: 'an e-book', mediaType: 'application/epub+zip', extensions: ['epub'], family: 'zip' },
  xls: { name: 'an old Excel workbook', mediaType: 'application/vnd.ms-excel', extensions: ['xls'], family: 'ole' },
  doc: { name: 'an old Word document', mediaType: 'application/msword', extensions: ['doc'], family: 'ole' },
  ppt: {
    name: 'an old PowerPoint presentation',
    mediaType: 'application/vnd.ms-powerpoint',
    extensions: ['ppt', 'pps'],
    family: 'ole',
  },
  msg: { name: 'an Outlook message', mediaType: 'application/vnd.ms-outlook', extensions: ['msg'], family: 'ole' },
  tnef: { name: 'an Outlook envelope', mediaType: 'application/ms-tnef', extensions: ['tnef'], family: 'tnef' },
  rtf: { name: 'a rich text file', mediaType: 'application/rtf', extensions: ['rtf'], family: 'rtf' },
  png: { name: 'a PNG image', mediaType: 'image/png', extensions: ['png'], family: 'image' },
  jpg: { name: 'a JPEG image', mediaType: 'image/jpeg', extensions: ['jpg', 'jpeg'], family: 'image' },
  tif: { name: 'a TIFF image', mediaType: 'image/tiff', extensions: ['tif', 'tiff'], family: 'image' },
  bmp: { name: 'a BMP image', mediaType: 'image/bmp', extensions: ['bmp', 'dib'], family: 'image' },
  gif: { name: 'a GIF image', mediaType: 'image/gif', extensions: ['gif'], family: 'image' },
  webp: { name: 'a WebP image', mediaType: 'image/webp', extensions: ['webp'], family: 'image' },
  zip: { name: 'a ZIP archive', mediaType: 'application/zip', extensions: ['zip'], family: 'zip' },
  tar: { name: 'a TAR archive', mediaType: 'application/x-tar', extensions: ['tar'], family: 'tar' },
  gz: { name: 'a gzip file', mediaType: 'application/gzip', extensions: ['gz', 'tgz'], family: 'gzip' },
  p7m: { name: 'a signed file', mediaType: 'application/pkcs7-mime', extensions: ['p7m'], family: 'signed' },
  eml: {
    name: 'an e-mail message',
    mediaType: 'message/rfc822',
    extensions: ['eml', 'p7s', 'mht', 'mhtml'],
    family: 'text',
  },
  mbox: { name: 'a mailbox', mediaType: 'application/mbox', extensions: ['mbox'], family: 'text' },
  md: { name: 'a Markdown file', mediaType: 'text/markdown', extensions: ['md', 'markdown'], family: 'text' },
  html: { name: 'an HTML page', mediaType: 'text/html', extensions: ['html', 'htm'], family: 'text' },
  txt: {
    name: 'plain text',
    mediaType: 'text/plain',
    extensions: ['txt', 'text', 'ics', 'vcf', 'rst', 'adoc', 'org', 'tex', ...LINED_EXTENSIONS],
    family: 'text',
  },
  csv: { name: 'a CSV table', mediaType: 'text/csv', extensions: ['csv'], family: 'text' },
  tsv: { name: 'a TSV table', mediaType: 'text/tab-separated-values', extensions: ['tsv'], family: 'text' },
  json: { name: 'a JSON file', mediaType: 'application/json', extensions: ['json', 'jsonl', 'ndjson'], family: 'text' },
  xml: { name: 'an XML file', mediaType: 'application/xml', extensions: ['xml'], family: 'text' },
  vtt: { name: 'a file of subtitles', mediaType: 'text/vtt', extensions: ['vtt', 'srt'], family: 'text' },
};

const TYPES = Object.keys(FORMATS) as DocumentType[];

/** The one media type of each kind of file that is read. */
export const MEDIA_TYPES = Object.fromEntries(TYPES.map((type) => [type, FORMATS[type].mediaType])) as Readonly<
  Record<DocumentType, string>
>;

/** Extensions that are read, without the dot. */
export const SUPPORTED_EXTENSIONS: readonly string[] = TYPES.flatMap((type) => FORMATS[type].extensions);

/** The type that an extension promises; undefined for extensions that are not read. */
export function typeOfExtension(extension: string): DocumentType | undefined {
  return TYPES.find((type) => FORMATS[type].extensions.includes(extension));
}

/** The usual extension of a media type that is read, without the dot; undefined for others. */
export function extensionOf(mediaType: string): string | undefined {
  const type = TYPES.find((each) => FORMATS[each].mediaType === mediaType.toLowerCase());
  return type && FORMATS[type].extensions[0];
}
