import { beginsClause } from './clause-lines.js';
import type { Block } from './parsed-document.js';

const UNDERLINE = /^(?:={3,}|-{3,}|~{3,}|\*{3,})\s*$/;
const LIST_ITEM = /^\s*(?:[-*+•‣▪●–]|\(?(?:\d{1,3}|[a-z])[.)])\s+\S/;
const BULLET = /^\s*[-*+•‣▪●–]\s+/;
const NUMBERED_HEADING = /^(\d{1,2}[A-Z]?(?:\.\d{1,2}){0,4})\.?\s+\p{Lu}/u;
const MAX_HEADING_CHARS = 90;

/**
 * Blocks of plain text. Blank lines part paragraphs; lines that are evidently wrapped are joined, others keep their breaks.
 * Headings are short lines that are underlined, in capitals, or numbered with a capitalised word. Underlines themselves are dropped.
 */
export function blocksOfPlainText(text: string): Block[] {
  return text
    .replace(/\r\n?/g, '\n')
    .split(/\n[^\S\n]*(?:\n[^\S\n]*)+|\f/)
    .flatMap((paragraph) => blocksOfParagraph(paragraph.split('\n').filter((line) => line.trim() !== '')));
}

function blocksOfParagraph(lines: readonly string[]): Block[] {
  const headings: Block[] = [];
  let at = 0;
  for (; isUnderlined(lines[at], lines[at + 1]); at += 2)
    headings.push(heading(lines[at]!, lines[at + 1]!.startsWith('=') ? 1 : 2));
  const [first, ...more] = lines.slice(at);
  if (first === undefined) return headings;
  const level = more.length === 0 ? headingLevel(first) : 0;
  return [...headings, ...(level > 0 ? [heading(first, level)] : splitAtItems([first, ...more]))];
}

const isUnderlined = (line: string | undefined, below: string | undefined): boolean =>
  line !== undefined && below !== undefined && UNDERLINE.test(below) && isShort(line);

/** Lines that start list items begin a block of their own; the lines below one continue it. */
function splitAtItems(lines: readonly string[]): Block[] {
  const groups: string[][] = [];
  for (const [index, line] of lines.entries()) {
    if (index === 0 || LIST_ITEM.test(line) || beginsClause(line, lines[index - 1]!)) groups.push([line]);
    else groups.at(-1)!.push(line);
  }
  return groups.map((group) =>
    LIST_ITEM.test(group[0]!)
      ? { kind: 'list-item', text: joinLines(group).replace(BULLET, ''), level: 1, page: 1 }
      : { kind: 'paragraph', text: joinLines(group), page: 1 },
  );
}

/** Prose broken at a fixed width is one paragraph; addresses, verses, logs and drawings keep their lines. */
function joinLines(lines: readonly string[]): string {
  const full = lines.slice(0, -1).map((line) => line.trim().length);
  const widest = full.reduce((most, length) => Math.max(most, length), 0);
  const isWrapped =
    widest >= 45 && widest <= 160 && full.every((length) => length >= widest * 0.6) && !lines.some(isDrawn);
  return isWrapped ? lines.map((line) => line.trim()).join(' ') : lines.join('\n');
}

/** Columns or rules made of characters. */
function isDrawn(line: string): boolean {
  return /\S {3,}\S|\t|[-=_|+*]{5,}/.test(line.trim());
}

/** The level that a line standing alone has as a heading, or 0. */
export function headingLevel(line: string): number {
  const text = line.trim();
  if (!isShort(text) || /[.,;:!?]$/.test(text)) return 0;
  const numbered = NUMBERED_HEADING.exec(text);
  if (numbered) return Math.min(6, numbered[1]!.split('.').length);
  const letters = text.replace(/[^\p{L}]/gu, '');
  // Scripts without capitals have no lines in them, whatever Latin letters stand between.
  const isCapitals = letters.length >= 4 && [...letters].every((letter) => letter !== letter.toLowerCase());
  return isCapitals ? 1 : 0;
}

function isShort(line: string): boolean {
  return line.trim().length <= MAX_HEADING_CHARS;
}

function heading(text: string, level: number): Block {
  return { kind: 'heading', text: text.trim(), level, page: 1 };
}
