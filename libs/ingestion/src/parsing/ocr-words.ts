import { turnedUpright } from './ocr-turn.js';
import type { PdfTextItem } from './pdf-lines.js';

/** What character recognition found on the image of a page. */
export interface RecognisedWords {
  /** Runs of characters as a PDF has them, in reading order; distances in points, the page's lower left corner at 0. */
  readonly items: readonly PdfTextItem[];
  /** Mean over the characters, 0 to 100; 0 when there are none. */
  readonly confidence: number;
  readonly chars: number;
}

/** Below this the words of a page are inventions. */
const LEAST_MEAN_CONFIDENCE = 30;

/** Whether what was found can be taken for words. */
export function holdsWords(page: RecognisedWords): boolean {
  return page.confidence >= LEAST_MEAN_CONFIDENCE;
}

interface Word {
  readonly text: string;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly confidence: number;
  /** Block, paragraph and line that it stands in. */
  readonly line: string;
}

const LEVEL_PAGE = 1;
const LEVEL_WORD = 5;
/** Specks that were taken for letters. */
const LEAST_CONFIDENCE = 15;

/**
 * Words of Tesseract's table (`tsv`: level, page, block, paragraph, line, word, left, top, width, height, confidence, text), by page.
 * @param dpi Pixels an inch of the image.
 * @returns One entry a page, in order; files of images may have several.
 */
export function wordsOfTsv(tsv: string, dpi: number): RecognisedWords[] {
  const rows = tsv.split('\n').map((row) => row.split('\t'));
  const words = rows.filter(([level]) => Number(level) === LEVEL_WORD).map(wordOf);
  return rows
    .filter(([level]) => Number(level) === LEVEL_PAGE)
    .map((page) => {
      const onPage = words.filter((word) => word.line.startsWith(`${page[1]} `));
      return wordsOfPage(onPage, { width: Number(page[8]), height: Number(page[9]) }, 72 / dpi);
    });
}

function wordsOfPage(words: readonly Word[], image: { width: number; height: number }, scale: number): RecognisedWords {
  const found = words.filter((word) => word.text !== '' && word.confidence >= LEAST_CONFIDENCE);
  const { words: sure, page } = turnedUpright([...byLine(found).values()], image);
  const chars = sure.reduce((sum, { text }) => sum + text.length, 0);
  const weighed = sure.reduce((sum, { text, confidence }) => sum + text.length * confidence, 0);
  const usual = median(sure.map(({ height }) => height));
  const items = [...byLine(sure).values()].flatMap((line) =>
    itemsOfLine(line, { pageHeight: page.height, scale, usual }),
  );
  return { items, chars, confidence: chars > 0 ? weighed / chars : 0 };
}

function byLine(words: readonly Word[]): Map<string, Word[]> {
  const lines = new Map<string, Word[]>();
  for (const word of words) {
    const line = lines.get(word.line);
    if (line) line.push(word);
    else lines.set(word.line, [word]);
  }
  return lines;
}

function wordOf(cells: readonly string[]): Word {
  const [, page, block, paragraph, line, , left, top, width, height, confidence, ...text] = cells;
  return {
    text: text.join('\t').trim(),
    left: Number(left),
    top: Number(top),
    width: Number(width),
    height: Number(height),
    confidence: Number(confidence),
    line: [page, block, paragraph, line].join(' '),
  };
}

/** Heights of words vary with their letters: only lines that are clearly larger or smaller than most are given a size of their own. */
function itemsOfLine(
  words: readonly Word[],
  { pageHeight, usual, scale }: { pageHeight: number; usual: number; scale: number },
): PdfTextItem[] {
  const height = median(words.map((word) => word.height));
  const size = (height > usual * 1.4 || height < usual * 0.65 ? height : usual) * scale;
  // Letters such as g and p reach below the baseline; the higher of the words' feet stand on it.
  const feet = words.map((word) => word.top + word.height).sort((a, b) => a - b);
  const baseline = (pageHeight - feet[Math.floor(feet.length * 0.3)]!) * scale;
  return words.map((word, index) => ({
    str: word.text,
    transform: [size, 0, 0, size, word.left * scale, baseline],
    width: word.width * scale,
    hasEOL: index === words.length - 1,
    fontName: 'recognised',
  }));
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
