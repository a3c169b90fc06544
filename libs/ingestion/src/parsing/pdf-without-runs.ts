import type { PdfTextItem } from './pdf-lines.js';
import type { DrawnRun } from './pdf-painting.js';

/** Share of an item above which it is the run itself, whatever became of its signs on the way. */
const MOST = 0.5;
/** Runs are sorted into squares of this many page units, so that each is compared with what is near it alone. */
const CELL = 50;

/**
 * Take runs out of the text that pdf.js read. It joins runs that stand beside each other, so that an item may be hidden in part: then the
 * run's own letters go and the rest stays.
 */
export function withoutRuns(items: readonly PdfTextItem[], runs: readonly DrawnRun[]): PdfTextItem[] {
  const rows = new Map<number, DrawnRun[]>();
  for (const run of runs) {
    const row = rowOf(run.start[1]);
    rows.set(row, [...(rows.get(row) ?? []), run]);
  }
  return items.map((item) => runsIn(item, rows).reduce(withoutRun, item));
}

const rowOf = (y: number): number => Math.floor(y / CELL);

/** Those that begin on the baseline of an item, between its ends. */
function runsIn(item: PdfTextItem, rows: ReadonlyMap<number, readonly DrawnRun[]>): DrawnRun[] {
  const [a = 0, b = 0, c = 0, d = 0, x = 0, y = 0] = item.transform;
  const length = Math.hypot(a, b) || 1;
  const size = Math.hypot(c, d) || length;
  const [right, up] = [a / length, b / length];
  const [low, high] = [Math.min(y, y + up * item.width) - size, Math.max(y, y + up * item.width) + size];
  const near: DrawnRun[] = [];
  for (let row = rowOf(low); row <= rowOf(high); row++) near.push(...(rows.get(row) ?? []));
  return near.filter(({ start }) => {
    const [dx, dy] = [start[0] - x, start[1] - y];
    const along = dx * right + dy * up;
    return Math.abs(dy * right - dx * up) < size * 0.3 && along > -size * 0.3 && along < item.width + size * 0.1;
  });
}

/** An item without the letters of a run; empty where it is no more than the run. */
function withoutRun(item: PdfTextItem, run: DrawnRun): PdfTextItem {
  const left = cut(item.str, run.text) ?? cut(item.str, [...run.text].reverse().join(''));
  if (left !== null) return { ...item, str: left };
  const length = Math.hypot(run.end[0] - run.start[0], run.end[1] - run.start[1]);
  return length >= item.width * MOST ? { ...item, str: '' } : item;
}

/** A text without another, white space and ligatures aside; null where that does not stand in it. */
function cut(text: string, unwanted: string): string | null {
  const wanted = lettersOf(unwanted);
  // For each code unit of the letters, where the character that it comes from begins and ends.
  const places: (readonly [number, number])[] = [];
  let letters = '';
  let at = 0;
  for (const char of text) {
    const written = lettersOf(char);
    letters += written;
    for (let unit = 0; unit < written.length; unit++) places.push([at, at + char.length]);
    at += char.length;
  }
  const from = wanted === '' ? -1 : letters.indexOf(wanted);
  if (from < 0) return null;
  const [start, end] = [places[from]![0], places[from + wanted.length - 1]![1]];
  return `${text.slice(0, start)} ${text.slice(end)}`.trim();
}

const lettersOf = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '');
