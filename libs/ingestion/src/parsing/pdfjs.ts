import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Where the pdf.js that pdf-parse uses is installed: its fonts, character maps and codes must be of the same version. */
export const PDFJS_FOLDER = dirname(
  createRequire(createRequire(import.meta.url).resolve('pdf-parse')).resolve('pdfjs-dist/package.json'),
);

/** The engine's own, as it is before pdf.js is loaded: every import of it is a dynamic one, in this file. */
const nativePush = Array.prototype.push;

/**
 * Put `Array.prototype.push` back to the engine's own. pdf.js brings a polyfill for engines that let an empty `push()` of an array of
 * fixed length pass without an error, which Node 20 is one of; it takes a quarter of the time that all of reading takes, and nothing here
 * or in pdf.js pushes nothing. It comes with each of the two parts of pdf.js: call this once either was loaded.
 */
export function restoreNativePush(): void {
  if (Array.prototype.push !== nativePush)
    Object.defineProperty(Array.prototype, 'push', { value: nativePush, writable: true, configurable: true });
}

/** pdf-parse, and with it the part of pdf.js that asks; the part that reads is loaded with the first document. */
export async function loadPdfParse(): Promise<typeof import('pdf-parse')> {
  const loaded = await import('pdf-parse');
  restoreNativePush();
  return loaded;
}

/** Codes of the drawing operators, by name. */
export async function drawingOperators(): Promise<Readonly<Record<string, number>>> {
  const { href } = pathToFileURL(join(PDFJS_FOLDER, 'legacy/build/pdf.mjs'));
  const { OPS } = (await import(href)) as { readonly OPS: Readonly<Record<string, number>> };
  restoreNativePush();
  return OPS;
}
