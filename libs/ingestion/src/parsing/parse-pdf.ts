import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { CoverageNote } from '#knowledge';
import { PasswordException, PDFParse } from 'pdf-parse';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { metadataOf, sensibleTitle, titleFromHeadings } from './document-facts.js';
import { DocumentCorrupt, DocumentEncrypted, DocumentTooComplex, DocumentWithoutText } from './parse-errors.js';
import { DEFAULT_PARSE_LIMITS, type ParsedDocument, type ParseLimits } from './parsed-document.js';
import { blocksOfPdf, type PdfPage } from './pdf-blocks.js';
import { linesOfItems, type PdfTextItem } from './pdf-lines.js';

/**
 * Read a PDF page by page. Pages without text become notes; a file in which no page has text is refused as scanned.
 * @throws DocumentEncrypted, DocumentCorrupt, DocumentTooComplex, DocumentWithoutText
 */
export async function parsePdf(path: string, limits: ParseLimits = DEFAULT_PARSE_LIMITS): Promise<ParsedDocument> {
  const parser = new PDFParse({ ...loadOptions(), data: new Uint8Array(await readFile(path)) });
  try {
    const pdf = await open(parser);
    if (pdf.numPages > limits.maxPages) throw new DocumentTooComplex('pages', limits.maxPages);
    const { pages, notes } = await readPages(pdf, limits);
    if (pages.every((page) => page.lines.length === 0)) throw new DocumentWithoutText(pdf.numPages);
    const blocks = blocksOfPdf(pages);
    const info = await readInfo(pdf);
    const title = sensibleTitle(info['Title']) ?? titleFromHeadings(blocks.filter((block) => block.page === 1));
    const metadata = metadataOf([
      ['author', info['Author']],
      ['subject', info['Subject']],
      ['date', isoDate(info['CreationDate'])],
    ]);
    return { title, metadata, blocks, pageCount: pdf.numPages, notes };
  } finally {
    await parser.destroy();
  }
}

/** Fonts and character maps lie beside pdf.js, so nothing is fetched; code in fonts and images are not run or decoded. */
function loadOptions() {
  const fromPdfParse = createRequire(createRequire(import.meta.url).resolve('pdf-parse'));
  const pdfjs = dirname(fromPdfParse.resolve('pdfjs-dist/package.json'));
  return {
    cMapUrl: join(pdfjs, 'cmaps/'),
    cMapPacked: true,
    standardFontDataUrl: join(pdfjs, 'standard_fonts/'),
    isEvalSupported: false,
    useWasm: false,
    disableFontFace: true,
    verbosity: 0,
  };
}

/**
 * The pdf.js document behind a parser. `getText` gives lines without their places, and paragraphs and headings can only be told
 * by places and sizes; hence the one private member of pdf-parse used here (its version is pinned).
 */
async function open(parser: PDFParse): Promise<PDFDocumentProxy> {
  try {
    const load = parser['load'] as () => Promise<PDFDocumentProxy>;
    return await load.call(parser);
  } catch (error) {
    if (error instanceof PasswordException) throw new DocumentEncrypted('PDF');
    throw new DocumentCorrupt('PDF', reason(error), { cause: error });
  }
}

async function readPages(
  pdf: PDFDocumentProxy,
  limits: ParseLimits,
): Promise<{ pages: PdfPage[]; notes: CoverageNote[] }> {
  const pages: PdfPage[] = [];
  const notes: CoverageNote[] = [];
  let chars = 0;
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await readPage(pdf, number);
    if (page instanceof Error) {
      notes.push({ code: 'page.unreadable', message: `Page ${number} is damaged and was not read.`, page: number });
      continue;
    }
    if (page.lines.length === 0)
      notes.push({ code: 'page.no_text', message: `Page ${number} holds no text; it may be an image.`, page: number });
    chars += page.lines.reduce((sum, line) => sum + line.text.length, 0);
    if (chars > limits.maxTextChars) throw new DocumentTooComplex('characters', limits.maxTextChars);
    pages.push(page);
  }
  if (pages.length === 0) throw new DocumentCorrupt('PDF', 'no page of it can be read');
  return { pages, notes };
}

/** A damaged page is a value, not an exception: the other pages still count. */
async function readPage(pdf: PDFDocumentProxy, number: number): Promise<PdfPage | Error> {
  try {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    page.cleanup();
    return { number, lines: linesOfItems(items.filter((item): item is typeof item & PdfTextItem => 'str' in item)) };
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

async function readInfo(pdf: PDFDocumentProxy): Promise<Record<string, string>> {
  try {
    const { info } = await pdf.getMetadata();
    return Object.fromEntries(
      Object.entries(info).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
  } catch (error) {
    // Damaged metadata says nothing about the text.
    if (error instanceof Error) return {};
    throw error;
  }
}

/** `D:20240131…` to `2024-01-31`; anything else is left out. */
function isoDate(date: string | undefined): string | null {
  const [, year, month, day] = /^D:(\d{4})(\d{2})(\d{2})/.exec(date ?? '') ?? [];
  return year && month && day && Number(month) <= 12 && Number(day) <= 31 ? `${year}-${month}-${day}` : null;
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message.slice(0, 120) : 'unknown reason';
}
