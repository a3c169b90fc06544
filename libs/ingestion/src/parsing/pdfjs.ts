import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Where the pdf.js that pdf-parse uses is installed: its fonts, character maps and codes must be of the same version. */
export const PDFJS_FOLDER = dirname(
  createRequire(createRequire(import.meta.url).resolve('pdf-parse')).resolve('pdfjs-dist/package.json'),
);

/** Codes of the drawing operators, by name. */
export async function drawingOperators(): Promise<Readonly<Record<string, number>>> {
  const { href } = pathToFileURL(join(PDFJS_FOLDER, 'legacy/build/pdf.mjs'));
  const { OPS } = (await import(href)) as { readonly OPS: Readonly<Record<string, number>> };
  return OPS;
}
