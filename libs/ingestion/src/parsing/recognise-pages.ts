import type { CoverageNote } from '#knowledge';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { holdsWords, type RecognisedWords } from './ocr-words.js';
import { drawnOn } from './pdf-drawing.js';
import { linesOfItems, type PdfLine } from './pdf-lines.js';
import {
  blank,
  type ImageReason,
  INSTALL_RECOGNITION,
  NOTHING_FOUND,
  notReached,
  recognised,
  withoutText,
} from './recognition-notes.js';
import { CharacterRecognition, UNSURE } from './recognise-image.js';
import { renderPage } from './render-page.js';

/** What became of pages that were to be read by character recognition. */
export interface RecognisedPages {
  /** Lines of those with words, by page. */
  readonly lines: ReadonlyMap<number, readonly PdfLine[]>;
  readonly notes: readonly CoverageNote[];
  readonly isInstalled: boolean;
}

/** Pages that are looked at for being blank where none can be recognised anyway. */
const MOST_LOOKED_AT = 200;
const GAVE_UP = 'character recognition took too long and was stopped.';

/**
 * Read pages by character recognition, in order, until time runs out.
 * @param wanted Numbers of pages, and why each is read so.
 * @param until When to stop, as `Date.now()` counts; the pages left are noted as not read.
 */
export async function recognisePages(
  pdf: PDFDocumentProxy,
  wanted: ReadonlyMap<number, ImageReason>,
  until: number,
): Promise<RecognisedPages> {
  const recognition = wanted.size > 0 ? await CharacterRecognition.available(until) : null;
  const lines = new Map<number, readonly PdfLine[]>();
  const notes: CoverageNote[] = [];
  for (const [index, [number, reason]] of [...wanted].entries()) {
    // Looking at what is drawn takes time, too, and without recognition little comes of it.
    const isLookedAt = reason === 'none' && (recognition ? recognition.hasTime : index < MOST_LOOKED_AT);
    if (isLookedAt && (await hasNothingOn(pdf, number))) {
      notes.push(blank(number));
      continue;
    }
    const words = recognition?.hasTime ? await recognisePage(pdf, number, recognition) : null;
    notes.push(noteOf(number, reason, words, recognition));
    if (words && !(words instanceof Error) && holdsWords(words)) lines.set(number, linesOfItems(words.items));
  }
  return { lines, notes, isInstalled: recognition !== null };
}

/** A page that can't be drawn is not called blank. */
async function hasNothingOn(pdf: PDFDocumentProxy, number: number): Promise<boolean> {
  try {
    const page = await pdf.getPage(number);
    const { isBlank } = await drawnOn(page);
    page.cleanup();
    return isBlank;
  } catch (error) {
    if (error instanceof Error) return false;
    throw error;
  }
}

function noteOf(
  page: number,
  reason: ImageReason,
  words: RecognisedWords | Error | null,
  recognition: CharacterRecognition | null,
): CoverageNote {
  if (!recognition) return withoutText(page, reason, `it may be an image. ${INSTALL_RECOGNITION}`);
  if (words instanceof Error) return withoutText(page, reason, 'it could not be drawn for character recognition.');
  if (!words) return recognition.hasTime ? withoutText(page, reason, GAVE_UP) : notReached(page);
  return holdsWords(words) ? recognised(page, words.confidence) : withoutText(page, reason, NOTHING_FOUND);
}

/** The words of a page, turned to where they read best; null when that took too long. A page that can't be drawn is a value. */
async function recognisePage(
  pdf: PDFDocumentProxy,
  number: number,
  recognition: CharacterRecognition,
): Promise<RecognisedWords | null | Error> {
  let best: RecognisedWords | null = null;
  try {
    const page = await pdf.getPage(number);
    for (const turn of [0, 180, 90, 270]) {
      if (turn > 0 && !recognition.hasTime) break;
      const image = await renderPage(pdf, page, turn);
      const words = (await recognition.recognise(image.png, image.dpi))?.[0] ?? null;
      if (words && words.confidence > (best?.confidence ?? -1)) best = words;
      if (!words || words.chars === 0 || words.confidence >= UNSURE) break;
    }
    page.cleanup();
    return best;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
