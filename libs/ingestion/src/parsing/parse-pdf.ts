import { stat } from 'node:fs/promises';
import type { CoverageNote } from '#knowledge';
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import { hiddenNotLookedFor, hiddenText, runningLinesNotes } from './coverage-notes.js';
import { metadataOf, sensibleTitle, titleFromHeadings } from './document-facts.js';
import { OpenedPdf } from './opened-pdf.js';
import { DocumentCorrupt, DocumentTooComplex, DocumentWithoutText } from './parse-errors.js';
import {
  type Block,
  DEFAULT_PARSE_LIMITS,
  type ParsedDocument,
  type ParseLimits,
  type ParseSetting,
} from './parsed-document.js';
import { type AttachedFile, attachedOnPage, attachedTo, withAttachments } from './pdf-attachments.js';
import { type PdfAnnotation, remarksOf, withFilledIn } from './pdf-annotations.js';
import { blocksOfPdf, type PdfPage } from './pdf-blocks.js';
import { reasonForRecognition } from './pdf-drawing.js';
import { seenOn } from './pdf-hidden.js';
import { isStillLookedAt } from './pdf-looking.js';
import { linesOfItems, type PdfTextItem } from './pdf-lines.js';
import type { ImageReason } from './recognition-notes.js';
import { recognisePages } from './recognise-pages.js';

/** Share of a document's time after which no further page is recognised, so that what was read is kept. */
const RECOGNITION_SHARE = 0.8;
/**
 * Read a PDF page by page. Pages that are images are read by character recognition where that is installed; otherwise they become
 * notes, and a file in which no page has text is refused as scanned. Files attached to it are its members.
 * @throws DocumentEncrypted, WrongPassword, DocumentCorrupt, DocumentTooComplex, DocumentWithoutText
 */
export async function parsePdf(
  path: string,
  limits: ParseLimits = DEFAULT_PARSE_LIMITS,
  { password, unpack = null }: Partial<ParseSetting> = {},
): Promise<ParsedDocument> {
  const began = Date.now();
  const file = new OpenedPdf(path, password);
  try {
    const pdf = await file.words();
    if (pdf.numPages > limits.maxPages) throw new DocumentTooComplex('pages', limits.maxPages);
    const { pages, notes } = await readPages(file, limits, began);
    const { blocks: printed, removed } = blocksOfPdf(pages);
    const blocks = withRemarks(printed, pages);
    notes.push(...runningLinesNotes(removed));
    const info = await readInfo(pdf);
    const title = sensibleTitle(info['Title']) ?? titleFromHeadings(blocks.filter((block) => block.page === 1));
    const metadata = metadataOf([
      ['author', info['Author']],
      ['subject', info['Subject']],
      ['date', isoDate(info['CreationDate'])],
    ]);
    const parsed: ParsedDocument = { title, metadata, blocks, pageCount: pdf.numPages, notes };
    const attached = [...(await attachedTo(pdf)), ...pages.flatMap((page) => page.attached)];
    return await withAttachments(parsed, attached, unpack, (await stat(path)).size);
  } finally {
    await file.close();
  }
}

async function readPages(
  file: OpenedPdf,
  limits: ParseLimits,
  began: number,
): Promise<{ pages: ReadPage[]; notes: CoverageNote[] }> {
  const pdf = await file.words();
  const pages: ReadPage[] = [];
  const notes: CoverageNote[] = [];
  const asImages = new Map<number, ImageReason>();
  let chars = 0;
  let operators = 0;
  let unlooked: number | null = null;
  for (let number = 1; number <= pdf.numPages; number++) {
    const isLookedAt = isStillLookedAt(operators, Date.now() - began, limits.timeoutMs);
    const page = await readPage(file, number, limits.maxTextChars, isLookedAt);
    if (page instanceof Error) {
      notes.push({ code: 'page.unreadable', message: `Page ${number} is damaged and was not read.`, page: number });
      continue;
    }
    chars += page.lines.reduce((sum, line) => sum + line.text.length, 0);
    if (chars > limits.maxTextChars) throw new DocumentTooComplex('characters', limits.maxTextChars);
    notes.push(...hiddenText(page.hidden).map((note) => ({ ...note, page: number })));
    operators += page.operators;
    unlooked ??= isLookedAt ? null : number;
    if (page.imageReason) asImages.set(number, page.imageReason);
    pages.push(page);
  }
  if (pages.length === 0) throw new DocumentCorrupt('PDF', 'no page of it can be read');
  if (unlooked !== null) notes.push(hiddenNotLookedFor(unlooked));
  const until = began + limits.timeoutMs * RECOGNITION_SHARE;
  const read = await recognisePages(asImages.size > 0 ? await file.whole() : pdf, asImages, until);
  const filled = pages.map((page) => ({ ...page, lines: read.lines.get(page.number) ?? page.lines }));
  if (filled.every(({ lines }) => lines.length === 0)) throw new DocumentWithoutText(pdf.numPages, read.isInstalled);
  const byPage = (a: CoverageNote, b: CoverageNote) => (a.page ?? 0) - (b.page ?? 0);
  return { pages: filled, notes: [...notes, ...read.notes].sort(byPage) };
}

interface ReadPage extends PdfPage {
  /** Why its words must be recognised from its image, if they must. */
  readonly imageReason: ImageReason | null;
  /** Stretches of text that can't be seen on it and were left out. */
  readonly hidden: number;
  /** Drawing operators that were looked at to tell. */
  readonly operators: number;
  /** What people noted on it. */
  readonly remarks: readonly string[];
  readonly attached: readonly AttachedFile[];
}

/** Of one page; even what is drawn sign by sign has tens of thousands. */
const MOST_RUNS = 200_000;
/** Fields, remarks and links of one page. */
const MOST_ANNOTATIONS = 20_000;

/** The runs of text that a page draws, in that order. @throws DocumentTooComplex once there are too many. */
async function runsOn(page: PDFPageProxy, mostChars: number): Promise<PdfTextItem[]> {
  const reader = page.streamTextContent().getReader() as ReadableStreamDefaultReader<{
    items: (PdfTextItem | object)[];
  }>;
  const runs: PdfTextItem[] = [];
  let chars = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    for (const item of next.value.items) {
      if (!('str' in item)) continue;
      runs.push(item);
      chars += item.str.length;
    }
    const passed = chars > mostChars ? 'characters' : runs.length > MOST_RUNS ? 'runs of text on a page' : null;
    if (passed) {
      await reader.cancel(new Error(passed));
      throw new DocumentTooComplex(passed, passed === 'characters' ? mostChars : MOST_RUNS);
    }
  }
  return runs;
}

/** Damaged annotations say nothing about the page below them. */
async function annotationsOf(page: PDFPageProxy): Promise<PdfAnnotation[]> {
  try {
    return (await page.getAnnotations()) as PdfAnnotation[];
  } catch (error) {
    if (error instanceof Error) return [];
    throw error;
  }
}

/** A damaged page is a value, not an exception: the other pages still count. */
async function readPage(
  file: OpenedPdf,
  number: number,
  mostChars: number,
  isLookedAt: boolean,
): Promise<ReadPage | Error> {
  try {
    const pdf = await file.words();
    const page = await pdf.getPage(number);
    const runs = await runsOn(page, mostChars);
    const asItIs = { items: runs, hidden: 0, operators: 0 };
    const { items, hidden, operators } = isLookedAt && runs.length > 0 ? await seenOn(pdf, page, runs) : asItIs;
    const printed = linesOfItems(items);
    const annotations = await annotationsOf(page);
    if (annotations.length > MOST_ANNOTATIONS)
      throw new DocumentTooComplex('fields and remarks on a page', MOST_ANNOTATIONS);
    const lines = withFilledIn(printed, annotations);
    const imageReason = await reasonForRecognition(printed, async () => (await file.whole()).getPage(number));
    page.cleanup();
    const attached = attachedOnPage(annotations, number);
    return { number, lines, imageReason, hidden, operators, remarks: remarksOf(annotations), attached };
  } catch (error) {
    if (error instanceof DocumentTooComplex) throw error;
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

/** What was noted on a page follows what is printed on it. */
function withRemarks(blocks: readonly Block[], pages: readonly ReadPage[]): Block[] {
  if (pages.every(({ remarks }) => remarks.length === 0)) return [...blocks];
  const byPage = new Map<number, Block[]>(pages.map(({ number }) => [number, []]));
  for (const block of blocks) byPage.get(block.page)?.push(block);
  return pages.flatMap(({ number, remarks }) => [
    ...byPage.get(number)!,
    ...remarks.map((text): Block => ({ kind: 'paragraph', text, page: number })),
  ]);
}
