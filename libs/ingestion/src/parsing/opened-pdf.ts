import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PDFParse } from 'pdf-parse';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { DocumentCorrupt, DocumentEncrypted, WrongPassword } from './parse-errors.js';
import { loadPdfParse, PDFJS_FOLDER, restoreNativePush } from './pdfjs.js';

/** A file as pdf.js holds it: for its words without images, which are not even decoded then; and whole, once images are wanted. */
export class OpenedPdf {
  readonly #parsers: PDFParse[] = [];
  #words: Promise<PDFDocumentProxy> | null = null;
  #whole: Promise<PDFDocumentProxy> | null = null;

  constructor(
    private readonly path: string,
    private readonly password: string | undefined,
  ) {}

  /** @throws DocumentEncrypted, WrongPassword, DocumentCorrupt */
  words(): Promise<PDFDocumentProxy> {
    return (this.#words ??= this.#open({ maxImageSize: 1 }));
  }

  whole(): Promise<PDFDocumentProxy> {
    return (this.#whole ??= this.#open({}));
  }

  async close(): Promise<void> {
    for (const parser of this.#parsers) await parser.destroy();
  }

  async #open(options: { maxImageSize?: number }): Promise<PDFDocumentProxy> {
    const { password } = this;
    const data = new Uint8Array(await readFile(this.path));
    const { PDFParse } = await loadPdfParse();
    const parser = new PDFParse({
      ...loadOptions(),
      ...options,
      data,
      ...(password === undefined ? {} : { password }),
    });
    this.#parsers.push(parser);
    return open(parser, password !== undefined);
  }
}

/** Fonts and character maps lie beside pdf.js, so nothing is fetched; code in fonts and images are not run or decoded. */
function loadOptions() {
  return {
    cMapUrl: join(PDFJS_FOLDER, 'cmaps/'),
    cMapPacked: true,
    standardFontDataUrl: join(PDFJS_FOLDER, 'standard_fonts/'),
    isEvalSupported: false,
    useWasm: false,
    disableFontFace: true,
    verbosity: 0,
  };
}

/**
 * The pdf.js document behind a parser. `getText` gives lines without their places, and paragraphs and headings can only be told
 * by places and sizes; hence the one private member of pdf-parse used here (its version is pinned).
 */
async function open(parser: PDFParse, hasPassword: boolean): Promise<PDFDocumentProxy> {
  try {
    const load = parser['load'] as () => Promise<PDFDocumentProxy>;
    return await load.call(parser);
  } catch (error) {
    const { PasswordException } = await loadPdfParse();
    if (error instanceof PasswordException) throw hasPassword ? new WrongPassword('PDF') : new DocumentEncrypted('PDF');
    throw new DocumentCorrupt('PDF', reason(error), { cause: error });
  } finally {
    restoreNativePush();
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message.slice(0, 120) : 'unknown reason';
}
