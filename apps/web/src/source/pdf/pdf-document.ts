import { getDocument, GlobalWorkerOptions } from 'pdfjs-dist';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url';
import { useEffect, useState } from 'react';

GlobalWorkerOptions.workerSrc = workerUrl;

/** How far a document is; `failed` also for a file that is no PDF or wants a password. */
export type PdfLoad =
  { state: 'loading' } | { state: 'loaded'; pdf: PDFDocumentProxy } | { state: 'failed'; error: unknown };

/** Open a PDF of this origin; everything needed to draw it comes from this origin too (see pdf-assets.plugin.ts). */
export function usePdfDocument(url: string): PdfLoad {
  const [settled, setSettled] = useState<{ url: string; load: PdfLoad } | null>(null);
  useEffect(() => {
    let isCurrent = true;
    const task = getDocument({
      url,
      cMapUrl: '/pdfjs/cmaps/',
      iccUrl: '/pdfjs/iccs/',
      standardFontDataUrl: '/pdfjs/standard_fonts/',
      wasmUrl: '/pdfjs/wasm/',
      isEvalSupported: false,
      enableXfa: false,
    });
    task.promise.then(
      (pdf) => isCurrent && setSettled({ url, load: { state: 'loaded', pdf } }),
      (error: unknown) => isCurrent && setSettled({ url, load: { state: 'failed', error } }),
    );
    return () => {
      isCurrent = false;
      void task.destroy();
    };
  }, [url]);
  return settled?.url === url ? settled.load : { state: 'loading' };
}
