import { TextLayer } from 'pdfjs-dist';
import type { PDFPageProxy } from 'pdfjs-dist';
import { findQuote } from './find-quote.js';
import type { PieceRange } from './find-quote.js';

/** What a drawn page turned out to hold. */
export interface DrawnPage {
  /** The marks made, in reading order; empty when there was nothing to mark or it was not found. */
  marks: HTMLElement[];
  /** False for a page that is only a picture. */
  hasText: boolean;
}

/** What to mark on a page, and about where it stands, should it stand there twice. */
export interface Quote {
  text: string;
  /** Characters of the page's stored text that stand before it. */
  before: number;
}

// Large enough for a sharp A3 page; browsers refuse much bigger canvases.
const MOST_PIXELS = 24_000_000;

/**
 * Draw one page into a canvas with an invisible, selectable text layer over it, and mark a quote in that layer.
 * @param scale CSS pixels per PDF point.
 * @param signal Stops the drawing; what was begun stays unfinished.
 */
export async function drawPage(
  page: PDFPageProxy,
  { canvas, layer }: { canvas: HTMLCanvasElement; layer: HTMLElement },
  scale: number,
  quote: Quote | null,
  signal: AbortSignal,
): Promise<DrawnPage> {
  const viewport = page.getViewport({ scale });
  const sharpness = Math.min(window.devicePixelRatio || 1, Math.sqrt(MOST_PIXELS / (viewport.width * viewport.height)));
  canvas.width = Math.floor(viewport.width * sharpness);
  canvas.height = Math.floor(viewport.height * sharpness);
  canvas.style.width = `${Math.floor(viewport.width)}px`;
  canvas.style.height = `${Math.floor(viewport.height)}px`;
  const drawing = page.render({
    canvas,
    viewport,
    ...(sharpness !== 1 && { transform: [sharpness, 0, 0, sharpness, 0, 0] }),
  });
  layer.replaceChildren();
  layer.style.setProperty('--total-scale-factor', String(scale));
  layer.style.setProperty('--scale-round-x', '1px');
  layer.style.setProperty('--scale-round-y', '1px');
  const text = new TextLayer({ textContentSource: page.streamTextContent(), container: layer, viewport });
  signal.addEventListener('abort', () => {
    drawing.cancel();
    text.cancel();
  });
  await Promise.all([drawing.promise, text.render()]);
  const pieces = text.textContentItemsStr;
  const found = quote ? findQuote(pieces, quote.text, quote.before) : [];
  return { marks: markRanges(text.textDivs, found), hasText: pieces.some((piece) => piece.trim() !== '') };
}

function markRanges(divs: HTMLElement[], found: PieceRange[]): HTMLElement[] {
  return found.flatMap(({ piece, start, end }) => {
    const div = divs[piece];
    if (!div) return [];
    const text = div.textContent;
    const mark = document.createElement('mark');
    mark.textContent = text.slice(start, end);
    div.replaceChildren(text.slice(0, start), mark, text.slice(end));
    return [mark];
  });
}
