import type { CoverageNote } from '#knowledge';
import { noteOf } from './coverage-notes.js';

/** The whole sentence for whoever runs the server. */
export const INSTALL_RECOGNITION =
  'Install Tesseract (Debian: apt install tesseract-ocr, and tesseract-ocr-deu or another language) to have scans read.';

/** The end of a sentence that says where. */
export const NOTHING_FOUND = 'character recognition found no words either.';

/** Below this confidence a reader should look at the original. */
const LOW_CONFIDENCE = 70;

/** @param page From 1. @param confidence Mean over its words, from 0 to 100; a low one warns of wrong characters. */
export function recognised(page: number, confidence: number): CoverageNote {
  const sentence = `Page ${page} was read by character recognition, confidence ${Math.round(confidence)} %.`;
  if (confidence >= LOW_CONFIDENCE) return noteOf('ocr.page', sentence, { confidence }, page);
  const message = `${sentence} Expect wrong characters; check the original.`;
  return noteOf('ocr.low_confidence', message, { confidence }, page);
}

/** Why the words of a page are looked for in its image. */
export type ImageReason = 'none' | 'stray' | 'garbled';

const LACK: Readonly<Record<ImageReason, string>> = {
  none: 'holds no text',
  stray: 'is an image with hardly any text',
  garbled: 'holds text whose fonts do not say which letters they show',
};

/** @param rest Completes "Page 3 holds no text; …". */
export function withoutText(page: number, reason: ImageReason, rest: string): CoverageNote {
  const code = reason === 'garbled' ? 'page.garbled' : 'page.no_text';
  return { code, message: `Page ${page} ${LACK[reason]}; ${rest}`, page };
}

/** Told, so that a page without text is not taken for one that was missed. @param page From 1. */
export function blank(page: number): CoverageNote {
  return { code: 'page.blank', message: `Page ${page} is blank.`, page };
}

/** @param page From 1; its text is missing, though recognition is installed. */
export function notReached(page: number): CoverageNote {
  return {
    code: 'ocr.not_reached',
    message: `Page ${page} needed character recognition, and the document's time was used up before. Split the document, or raise PARSE_TIMEOUT_S.`,
    page,
  };
}
