import type { Block } from './parsed-document.js';
import type { PdfLine } from './pdf-lines.js';
import { headingLevel } from './plain-text-blocks.js';

export interface PdfPage {
  /** From 1. */
  readonly number: number;
  readonly lines: readonly PdfLine[];
}

/** Fonts of signs often map their bullets to private-use or control characters. */
const BULLET = /^[•‣▪●○◦–·➢❖\u{f000}-\u{f0ff}\p{Cc}]\s+/u;
const NUMBER = /^\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)]\s+\S/;
const SENTENCE_END = /[.!?:;。！？]["'”’)\]]*$/;
const MAX_HEADING_CHARS = 150;
const MAX_HEADING_LINES = 3;
/** Type this much above the body's size is larger on purpose. */
const LARGER = 1.12;

interface Paragraph {
  readonly lines: readonly PdfLine[];
  readonly page: number;
  readonly text: string;
}

/**
 * Blocks of a PDF from its printed lines. Wrapped lines are joined to paragraphs; wider gaps, changes of type size, list markers
 * and short last lines part them. Type that is larger than the body's, or a numbered or capitalised line of its own, is a heading.
 * All text is kept; hyphens at line ends before a small letter are taken as breaks of a word.
 */
export function blocksOfPdf(pages: readonly PdfPage[]): Block[] {
  const body = bodyStyle(pages);
  const paragraphs = pages.flatMap((page) =>
    paragraphsOf(page.lines).map((lines) => ({ lines, page: page.number, text: textOf(lines) })),
  );
  const tiers = headingTiers(paragraphs, body);
  return paragraphs.map((paragraph) => blockOf(paragraph, body, tiers));
}

interface BodyStyle {
  readonly size: number;
  readonly font: string;
}

/** The size and font that most characters have. */
function bodyStyle(pages: readonly PdfPage[]): BodyStyle {
  const weights = new Map<string, number>();
  for (const { lines } of pages) {
    for (const line of lines) {
      const key = `${rounded(line.size)} ${line.font}`;
      weights.set(key, (weights.get(key) ?? 0) + line.text.length);
    }
  }
  const [size = '0', font = ''] = ([...weights].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '').split(' ');
  return { size: Number(size), font };
}

/** Steps of type size in use for headings, largest first: their order is the level of headings set in them. */
function headingTiers(paragraphs: readonly Paragraph[], body: BodyStyle): number[] {
  const large = paragraphs.filter(({ text, lines }) => headingLike(text, lines) && lines[0]!.size > body.size * LARGER);
  return [...new Set(large.map(({ lines }) => tierOf(lines[0]!.size, body)))].sort((a, b) => b - a);
}

/** Sizes within about a fifth of each other are meant to look the same. */
function tierOf(size: number, body: BodyStyle): number {
  return Math.round(Math.log(size / body.size) / Math.log(1.2));
}

function paragraphsOf(lines: readonly PdfLine[]): PdfLine[][] {
  const paragraphs: PdfLine[][] = [];
  let widest = 0;
  for (const [index, line] of lines.entries()) {
    const previous = lines[index - 1];
    const current = paragraphs.at(-1);
    if (!previous || !current || startsParagraph(previous, line, current, widest)) {
      paragraphs.push([line]);
      widest = line.right;
    } else {
      current.push(line);
      widest = Math.max(widest, line.right);
    }
  }
  return paragraphs;
}

function startsParagraph(previous: PdfLine, line: PdfLine, current: readonly PdfLine[], widest: number): boolean {
  const size = Math.max(previous.size, line.size);
  if (Math.abs(previous.size - line.size) > size * 0.12) return true;
  if (startsItem(line.text)) return true;
  const drop = previous.baseline - line.baseline;
  const ended = SENTENCE_END.test(previous.text);
  // A jump upwards is the next column: a sentence may run on into it.
  if (drop < -size * 0.5) return ended || previous.font !== line.font;
  const pitch = current.length > 1 ? (current[0]!.baseline - previous.baseline) / (current.length - 1) : size * 1.5;
  if (drop > Math.max(pitch * 1.25, size * 1.15)) return true;
  if (previous.font !== line.font && headingLike(previous.text, current) && !startsItem(current[0]!.text)) return true;
  if (!ended) return false;
  const isShortLine = previous.right < current[0]!.left + (widest - current[0]!.left) * 0.8;
  return isShortLine || line.left > previous.left + size * 0.8;
}

function blockOf({ lines, page, text }: Paragraph, body: BodyStyle, tiers: readonly number[]): Block {
  const level = levelOf(text, lines, body, tiers);
  if (level > 0) return { kind: 'heading', text, level, page };
  if (startsItem(text)) return { kind: 'list-item', text: text.replace(BULLET, ''), level: 1, page };
  return { kind: 'paragraph', text, page };
}

function levelOf(text: string, lines: readonly PdfLine[], body: BodyStyle, tiers: readonly number[]): number {
  const line = lines[0]!;
  if (!headingLike(text, lines)) return 0;
  if (line.size > body.size * LARGER) return Math.min(5, tiers.indexOf(tierOf(line.size, body)) + 1);
  const below = Math.min(6, tiers.length + 1);
  const numbered = headingLevel(text);
  if (numbered > 0) return /^\d/.test(text) ? numbered : below;
  return lines.length === 1 && line.font !== body.font && line.size >= body.size * 0.98 && text.length <= 80
    ? below
    : 0;
}

/** Short, worded, no bullet, and not a sentence. */
function headingLike(text: string, lines: readonly PdfLine[]): boolean {
  return (
    lines.length <= MAX_HEADING_LINES &&
    text.length <= MAX_HEADING_CHARS &&
    /\p{L}{2}/u.test(text) &&
    !/[.;,]$/.test(text) &&
    !BULLET.test(text)
  );
}

function startsItem(text: string): boolean {
  return BULLET.test(text) || NUMBER.test(text);
}

function textOf(lines: readonly PdfLine[]): string {
  return joinLines(lines.map((line) => line.text));
}

function joinLines(lines: readonly string[]): string {
  return lines.reduce((text, line) => {
    if (/\p{L}[-\u00ad\u2010]$/u.test(text) && /^\p{Ll}/u.test(line)) return text.slice(0, -1) + line;
    const isUnspaced =
      /[\u3040-\u30ff\u3400-\u9fff\uff00-\uffef]$/.test(text) &&
      /^[\u3040-\u30ff\u3400-\u9fff\uff00-\uffef]/.test(line);
    return isUnspaced ? text + line : `${text} ${line}`;
  });
}

function rounded(size: number): number {
  return Math.round(size * 2) / 2;
}
