import { isAlong, mainAngle } from './pdf-columns.js';
import type { PdfLine } from './pdf-lines.js';

interface PageLines {
  /** From 1. */
  readonly number: number;
  readonly lines: readonly PdfLine[];
}

/** Pages without their headers, footers and numbers. */
export interface WithoutRunningLines<Page extends PageLines> {
  readonly pages: Page[];
  /** What was left out, each wording once, the most frequent first; numbers stand as they did on the first page. */
  readonly removed: readonly string[];
}

/** Rows at the head and foot of a page among which running lines are looked for. */
const OUTER_ROWS = 3;
const FEWEST_PAGES = 3;
/** Share of the pages that have it. Headers of left and right pages differ, so less than a half. */
const SHARE = 0.4;
const PAGE_NUMBER =
  /^\W*(?:(?:page|seite|página|pagina|str\.?|p\.?)\s*)?(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:of|\/|von|de|di|sur)\s*\d{1,4})?\W*$/iu;
const NAMED_PAGE_NUMBER = /^\W*(?:page|seite|página|pagina)\s*\d{1,4}(?:\s*(?:of|\/|von|de|di|sur)\s*\d{1,4})?\W*$/iu;

/**
 * Take page headers, footers and page numbers out of the pages: lines at the edge of a page which stand with the same words at
 * the same height on many others, and numbers at the edge that count with the pages.
 */
export function withoutRunningLines<Page extends PageLines>(pages: readonly Page[]): WithoutRunningLines<Page> {
  const edges = pages.map((page) => outerLines(page.lines));
  const ordinary = sizeOfMost(pages);
  const counted = countKeys(pages, edges, ordinary);
  const least = Math.max(FEWEST_PAGES, pages.filter(({ lines }) => lines.length > 0).length * SHARE);
  const removed = new Map<string, { text: string; pages: number }>();
  const kept = pages.map((page, index) => {
    const running = new Set(
      edges[index]!.filter(
        (line) =>
          keysOf(line, page.number, ordinary).some((key) => counted.get(key)! >= least) ||
          isPageNumber(line, index, pages, edges),
      ),
    );
    if (running.size === page.lines.length && !hasOnlyNumbers(running)) return page;
    for (const line of running) {
      const known = removed.get(wordingOf(line));
      if (known) known.pages++;
      else removed.set(wordingOf(line), { text: line.text, pages: 1 });
    }
    return { ...page, lines: page.lines.filter((line) => !running.has(line)) };
  });
  return {
    pages: kept,
    removed: [...removed.values()].sort((a, b) => b.pages - a.pages).map(({ text }) => text),
  };
}

/** Lines of the first and last rows by height, whatever the order in which they were drawn. */
function outerLines(lines: readonly PdfLine[]): PdfLine[] {
  const angle = mainAngle(lines);
  const upright = lines.filter((line) => isAlong(line, angle));
  const heights = [...new Set(upright.map(({ baseline }) => Math.round(baseline)))].sort((a, b) => b - a);
  const outer = new Set([...heights.slice(0, OUTER_ROWS), ...heights.slice(-OUTER_ROWS)]);
  return upright.filter(({ baseline }) => outer.has(Math.round(baseline)));
}

/** On how many pages each key occurs. */
function countKeys(
  pages: readonly PageLines[],
  edges: readonly (readonly PdfLine[])[],
  ordinary: number,
): Map<string, number> {
  const counted = new Map<string, number>();
  for (const [index, lines] of edges.entries()) {
    const keys = lines.flatMap((line) => keysOf(line, pages[index]!.number, ordinary));
    for (const key of new Set(keys)) counted.set(key, (counted.get(key) ?? 0) + 1);
  }
  return counted;
}

/**
 * The same words at the same height. Numbers must be the same too, but one of them may count with the pages: "Page 3 of 9",
 * "4 Handbook". Others tell one page from another, as those of invoices do; and what counts in larger type than the text is a heading:
 * "Schedule 3" at the head of the third page.
 */
function keysOf(line: PdfLine, page: number, ordinary: number): string[] {
  const text = line.text.toLowerCase();
  const mayCount = line.size <= ordinary * LARGER;
  const counting = [...(mayCount ? text : '').matchAll(/\d+/g)].slice(0, MOST_NUMBERS).map(({ 0: number, index }) => {
    const rest = text.slice(index + number.length);
    return `${text.slice(0, index)}#${Number(number) - page}${rest}`;
  });
  return [text, ...counting].map((wording) => `${Math.round(line.baseline / 3)} ${wording}`);
}

const MOST_NUMBERS = 8;
const LARGER = 1.2;

/** The size of type in which most characters are printed. */
function sizeOfMost(pages: readonly PageLines[]): number {
  const chars = new Map<number, number>();
  for (const { size, text } of pages.flatMap(({ lines }) => lines))
    chars.set(size, (chars.get(size) ?? 0) + text.length);
  return [...chars].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
}

/** What is reported of a line: the same for all pages. */
const wordingOf = ({ text }: PdfLine): string => text.toLowerCase().replace(/\d+/g, '#');

/** A number at the edge that differs from the page by as much as that of another page does, or that says itself what it is. */
function isPageNumber(
  line: PdfLine,
  index: number,
  pages: readonly PageLines[],
  edges: readonly (readonly PdfLine[])[],
): boolean {
  if (!PAGE_NUMBER.test(line.text)) return false;
  if (NAMED_PAGE_NUMBER.test(line.text)) return true;
  const offset = Number(/\d+/.exec(line.text)?.[0]) - pages[index]!.number;
  const near = edges.slice(Math.max(0, index - 4), index + 5);
  return near.some((lines) =>
    lines.some((other) => {
      const page = pages[edges.indexOf(lines)]!.number;
      const isOther = page !== pages[index]!.number && Math.abs(other.baseline - line.baseline) < 4;
      return isOther && PAGE_NUMBER.test(other.text) && Number(/\d+/.exec(other.text)?.[0]) - page === offset;
    }),
  );
}

/** A page of nothing but running lines keeps them, unless they are numbers: they may be its only words. */
function hasOnlyNumbers(lines: ReadonlySet<PdfLine>): boolean {
  return [...lines].every(({ text }) => PAGE_NUMBER.test(text));
}
