import type { Span } from '#knowledge';

/** What one line of a stored text is, judged by its own shape and its neighbours'. */
export interface Line extends Span {
  /** `rule` is the line of dashes below a table's header or a heading. */
  readonly kind: 'blank' | 'text' | 'item' | 'row' | 'heading' | 'rule';
}

const ITEM =
  /^\s*(?:[-*+•‣◦▪–—·]\s+\S|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]\s+(?!\p{L}\.)\S|\d{1,3}(?:\.\d{1,3})+\.?\s+\S|§+\s*\d+|[（(][一二三四五六七八九十\d]+[）)]|[一二三四五六七八九十]+、|第[一二三四五六七八九十百\d]+[条條章])/u;
const HEADING = /^\s{0,3}#{1,6}\s+\S/u;
/** A row that repeats its column names: `Name: value; Name: value`. */
const LABELLED = /^\s*[^:;|.]{1,60}: [^;]*(?:; [^:;|.]{1,60}: [^;]*)+$/u;
const RULE = /^[\s|:+=_-]{3,}$/u;

/** Whether a table row names its own columns, so that it reads without a header. */
export function isLabelledRow(row: string): boolean {
  return LABELLED.test(row);
}

/** The lines of a text in order, without their line breaks. */
export function classifyLines(text: string): Line[] {
  const lines: { start: number; end: number; kind: Line['kind'] }[] = [];
  const pattern = /[^\r\n\u2028\u2029]*(?:\r\n|[\r\n\u2028\u2029]|$)/gu;
  for (const match of text.matchAll(pattern)) {
    if (match[0] === '') break;
    const body = match[0].replace(/[\r\n\u2028\u2029]+$/u, '');
    lines.push({ start: match.index, end: match.index + body.length, kind: kindOf(body) });
  }
  markDelimitedRows(text, lines);
  return lines;
}

function kindOf(line: string): Line['kind'] {
  if (!/\S/u.test(line)) return 'blank';
  if (RULE.test(line)) return 'rule';
  if (HEADING.test(line)) return 'heading';
  if (/^\s*\|.*\|/u.test(line) || cells(line, /\s\|\s/u) > 1 || cells(line.trim(), /\t/u) > 1 || LABELLED.test(line))
    return 'row';
  return ITEM.test(line) ? 'item' : 'text';
}

/** Comma- or semicolon-separated lines: at least two neighbours with the same number of separators and no prose. */
function markDelimitedRows(text: string, lines: { start: number; end: number; kind: Line['kind'] }[]): void {
  for (const separator of [/,(?!\s\p{Ll})/gu, /;/gu]) {
    const counts = lines.map((line) => {
      const body = text.slice(line.start, line.end);
      return line.kind === 'text' && !/[.!?]\s+\p{Lu}/u.test(body) && !/[.!?]$/u.test(body)
        ? (body.match(separator)?.length ?? 0)
        : 0;
    });
    counts.forEach((count, i) => {
      if (count >= 2 && (counts[i - 1] === count || counts[i + 1] === count)) lines[i]!.kind = 'row';
    });
  }
}

function cells(line: string, separator: RegExp): number {
  return line.split(separator).length;
}
