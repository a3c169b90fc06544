import { getDocument, GlobalWorkerOptions } from 'pdfjs-dist';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url';
import { useEffect, useState } from 'react';

GlobalWorkerOptions.workerSrc = workerUrl;

export type PdfLoad = { state: 'loading' } | { state: 'loaded'; pdf: PDFDocumentProxy } | { state: 'failed'; error: unknown };

/** Open a PDF of this origin; everything needed to draw it comes from this origin too (see pdf-assets.plugin.ts). */
export function usePdfDocument(url: string): PdfLoad {
  const [load, setLoad] = useState<PdfLoad>({ state: 'loading' });
  useEffect(() => {
    setLoad({ state: 'loading' });
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
      (pdf) => isCurrent && setLoad({ state: 'loaded', pdf }),
      (error: unknown) => isCurrent && setLoad({ state: 'failed', error }),
    );
    return () => {
      isCurrent = false;
      void task.destroy();
    };
  }, [url]);
  return load;
}
