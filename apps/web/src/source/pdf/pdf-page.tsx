import type { PDFDocumentProxy } from 'pdfjs-dist';
import { useEffect, useRef } from 'react';
import { strings } from '../../strings/index.js';
import { drawPage } from './draw-page.js';
import type { DrawnPage, Quote } from './draw-page.js';
import classes from './pdf.module.css';

interface Props {
  pdf: PDFDocumentProxy;
  page: number;
  /** Width to draw at in CSS pixels; the page's own proportions decide its height. */
  width: number;
  quote: Quote | null;
  onDrawn: (drawn: DrawnPage) => void;
  onFailed: (error: unknown) => void;
}

/**
 * Draws one page and tells what came of it; a change of page, width or quote stops the drawing before and begins anew.
 * Shows no error by itself.
 */
export function PdfPage({ pdf, page, width, quote, onDrawn, onFailed }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const layer = useRef<HTMLDivElement>(null);
  const report = useRef({ onDrawn, onFailed });
  useEffect(() => {
    report.current = { onDrawn, onFailed };
  });

  const text = quote?.text ?? null;
  const before = quote?.before ?? 0;
  useEffect(() => {
    const stop = new AbortController();
    const draw = async () => {
      const proxy = await pdf.getPage(page);
      if (stop.signal.aborted || !canvas.current || !layer.current) return;
      const scale = width / proxy.getViewport({ scale: 1 }).width;
      const on = { canvas: canvas.current, layer: layer.current };
      const drawn = await drawPage(proxy, on, scale, text === null ? null : { text, before }, stop.signal);
      if (!stop.signal.aborted) report.current.onDrawn(drawn);
    };
    draw().catch((error: unknown) => {
      if (!stop.signal.aborted) report.current.onFailed(error);
    });
    return () => stop.abort();
  }, [pdf, page, width, text, before]);

  return (
    <div className={classes.sheet}>
      <canvas ref={canvas} role="img" aria-label={strings.source.canvas(page)} />
      <div ref={layer} className={classes.layer} />
    </div>
  );
}
