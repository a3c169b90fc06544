import type { CoverageNote } from '#knowledge';
import { titleFromHeadings } from './document-facts.js';
import { imageSize } from './image-size.js';
import { holdsWords } from './ocr-words.js';
import { DocumentCorrupt, DocumentTooComplex, DocumentWithoutText, parseTimeout } from './parse-errors.js';
import { DEFAULT_PARSE_LIMITS, type ParsedDocument, type ParseLimits } from './parsed-document.js';
import { blocksOfPdf } from './pdf-blocks.js';
import { linesOfItems } from './pdf-lines.js';
import { NOTHING_FOUND, recognised, withoutText } from './recognition-notes.js';
import { CharacterRecognition } from './recognise-image.js';

const MOST_PIXELS = 100_000_000;
const RECOGNITION_SHARE = 0.8;

/**
 * Read an image by character recognition; a page for each image in the file.
 * @throws DocumentCorrupt, DocumentTooComplex, DocumentWithoutText (also where no recognition is installed), `parse.timeout`
 */
export async function parseImage(path: string, limits: ParseLimits = DEFAULT_PARSE_LIMITS): Promise<ParsedDocument> {
  const until = Date.now() + limits.timeoutMs * RECOGNITION_SHARE;
  const size = await imageSize(path);
  if (!size) throw new DocumentCorrupt('image', 'it does not state its size');
  if (size.width * size.height > MOST_PIXELS) throw new DocumentTooComplex('pixels', MOST_PIXELS);
  const recognition = await CharacterRecognition.available(until);
  const read = recognition ? await recognition.recognise(path, null) : [];
  if (!read)
    throw recognition?.hasTime ? new DocumentCorrupt('image', 'it cannot be decoded') : parseTimeout(limits.timeoutMs);
  if (!read.some(holdsWords)) throw new DocumentWithoutText(Math.max(1, read.length), recognition !== null);
  const notes = read.map((words, index): CoverageNote => {
    const page = index + 1;
    return holdsWords(words) ? recognised(page, words.confidence) : withoutText(page, 'none', NOTHING_FOUND);
  });
  const pages = read.map((words, index) => ({
    number: index + 1,
    lines: holdsWords(words) ? linesOfItems(words.items) : [],
  }));
  const { blocks } = blocksOfPdf(pages);
  return { title: titleFromHeadings(blocks), metadata: {}, blocks, pageCount: pages.length, notes };
}
