import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';

/** The image of a page. */
export interface PageImage {
  readonly png: Uint8Array;
  readonly dpi: number;
}

/** What recognition works best with, and what no page may pass: pages can be as large as a wall. */
const DPI = 300;
const MOST_PIXELS = 20_000_000;

interface Canvas {
  toBuffer(type: 'image/png'): Uint8Array;
}

/**
 * Draw a page as it is printed.
 * @param turn Degrees clockwise beyond the page's own: 0, 90, 180 or 270.
 */
export async function renderPage(pdf: PDFDocumentProxy, page: PDFPageProxy, turn: number): Promise<PageImage> {
  const { width, height } = page.getViewport({ scale: 1 });
  const scale = Math.min(DPI / 72, Math.sqrt(MOST_PIXELS / (width * height)));
  const viewport = page.getViewport({ scale, rotation: (page.rotate + turn) % 360 });
  // The factory's type is not declared; this is how pdf.js makes its own canvases.
  const factory = pdf.canvasFactory as {
    create(width: number, height: number): { canvas: Canvas; context: object };
    destroy(made: unknown): void;
  };
  const made = factory.create(Math.max(1, Math.ceil(viewport.width)), Math.max(1, Math.ceil(viewport.height)));
  try {
    await page.render({ canvas: made.canvas, canvasContext: made.context, viewport }).promise;
    return { png: made.canvas.toBuffer('image/png'), dpi: scale * 72 };
  } finally {
    factory.destroy(made);
  }
}
