import type { PDFPageProxy } from 'pdfjs-dist';
import { IDENTITY, type Matrix, times } from './pdf-geometry.js';
import type { PdfLine } from './pdf-lines.js';
import { drawingOperators } from './pdfjs.js';
import type { ImageReason } from './recognition-notes.js';

/** What is drawn on a page beside its text. */
export interface PageDrawing {
  /** Nothing at all: no image, no path, no character. */
  readonly isBlank: boolean;
  /** Area of all images as a share of the page's; they may overlap, so it may pass 1. */
  readonly imageShare: number;
}

/** Fewer characters than this may be a stamp, a watermark or a page number upon a scan. */
const STRAY_CHARS = 80;
const MOST_OF_THE_PAGE = 0.6;
/** Fewer than this say nothing about a page's fonts; fewer letters than that share, and the fonts do not tell which they show. */
const CHARS_TO_JUDGE = 100;
const LEAST_LETTERS = 0.45;

const LEADERS = /([.…·_–—-])\1{3,}/g;

/**
 * Why the words of a page must be recognised from its image: it has none, a few upon a scan, or signs where letters should be.
 * @param whole The page with its images.
 * @returns Null when its text is as good as any.
 */
export async function reasonForRecognition(
  lines: readonly PdfLine[],
  whole: () => Promise<PDFPageProxy>,
): Promise<ImageReason | null> {
  const text = lines
    .map((line) => line.text)
    .join('')
    .replace(/\s/g, '');
  if (text === '') return 'none';
  if (text.length <= STRAY_CHARS)
    return (await drawnOnAndLeft(await whole())).imageShare >= MOST_OF_THE_PAGE ? 'stray' : null;
  // Dots that lead to a page, and lines to write upon, say nothing of the fonts.
  const judged = text.replace(LEADERS, '');
  const letters = judged.match(/[\p{L}\p{M}\p{N}]/gu)?.length ?? 0;
  return judged.length >= CHARS_TO_JUDGE && letters < judged.length * LEAST_LETTERS ? 'garbled' : null;
}

async function drawnOnAndLeft(page: PDFPageProxy): Promise<PageDrawing> {
  const drawn = await drawnOn(page);
  page.cleanup();
  return drawn;
}

/** Look through the drawing operators of a page. */
export async function drawnOn(page: PDFPageProxy): Promise<PageDrawing> {
  const { fnArray, argsArray } = await page.getOperatorList();
  const operators = await drawingOperators();
  const [images, drawing] = [codesOf(operators, IMAGES), codesOf(operators, DRAWING)];
  const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = page.view;
  const stack: Matrix[] = [];
  let matrix = IDENTITY;
  let isBlank = true;
  let area = 0;
  for (const [index, operator] of fnArray.entries()) {
    const args: unknown = argsArray[index];
    if (operator === operators.save) stack.push(matrix);
    else if (operator === operators.restore || operator === operators.paintFormXObjectEnd)
      matrix = stack.pop() ?? IDENTITY;
    else if (operator === operators.transform) matrix = times(matrix, args);
    else if (operator === operators.paintFormXObjectBegin) {
      stack.push(matrix);
      matrix = times(matrix, Array.isArray(args) ? args[0] : null);
    } else if (drawing.has(operator)) {
      isBlank = false;
      if (images.has(operator)) area += Math.abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]);
    }
  }
  return { isBlank, imageShare: area / Math.max(1, Math.abs((x1 - x0) * (y1 - y0))) };
}

const IMAGES = /^paint(?:Image|InlineImage)/;
const DRAWING = /^(?:paint(?!Form)|fill|eoFill|stroke|closeStroke|shadingFill|constructPath|show)/;

function codesOf(operators: Readonly<Record<string, number>>, names: RegExp): ReadonlySet<number> {
  return new Set(Object.entries(operators).flatMap(([name, code]) => (names.test(name) ? [code] : [])));
}
