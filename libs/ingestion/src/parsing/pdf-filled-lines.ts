import { leastOf, lineOfSegments, mostOf, type PdfLine, type PdfSegment } from './pdf-lines.js';

/** What somebody filled in, with its place. */
export interface Filled {
  readonly text: string;
  /** A mark stands before its words, a value behind them. */
  readonly isMark: boolean;
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
}

const LARGEST_SIZE = 12;
/** Bands that the height of a page is divided into, so that a field is held against the lines at its height only. */
const BANDS = 2048;

/** A line that fields may still be put to. `left` and `right` grow with them. */
interface OpenLine {
  readonly line: PdfLine;
  readonly before: PdfSegment[];
  readonly after: PdfSegment[];
  left: number;
  right: number;
  /** The printed line that it is, or that it stands before; then its turn among those that were put there, none for the printed one. */
  readonly printed: number;
  readonly turn: number;
}

/**
 * The lines of a page with fields put to them one after the other, in the order given. Each goes to the nearest line at its height that
 * has room for it, lines of earlier fields among them; where there is none it is a line of its own, before the first one that is lower.
 * Takes time in proportion to fields and lines, except for those that share a height.
 */
export function linesWithFields(lines: readonly PdfLine[], fields: readonly Filled[]): PdfLine[] {
  if (fields.length === 0) return [...lines];
  const printed = lines.map((line, index) => opened(line, index, Infinity));
  const bands = new HeightBands([...lines, ...fields.map((field) => ownLine(field))]);
  for (const line of printed) bands.add(line);
  const places = recordsOf(lines);
  const own: OpenLine[] = [];
  for (const field of fields) {
    const beside = bands.neighbourOf(field);
    if (beside) putTo(beside, field);
    else {
      const line = ownLine(field);
      const added = opened(line, firstLower(places, line.baseline) ?? lines.length, own.length);
      own.push(added);
      bands.add(added);
    }
  }
  return [...printed, ...own].sort(inOrder).map(closed);
}

const opened = (line: PdfLine, printed: number, turn: number): OpenLine => ({
  ...{ line, printed, turn, before: [], after: [] },
  ...{ left: line.left, right: line.right },
});

function closed({ line, before, after }: OpenLine): PdfLine {
  if (before.length + after.length === 0) return line;
  return lineOfSegments(line, [...before.toReversed(), ...line.segments, ...after]);
}

/** From the top of the page; what was put before a printed line by height, the earlier first where that is the same. */
function inOrder(a: OpenLine, b: OpenLine): number {
  if (a.printed !== b.printed) return a.printed - b.printed;
  if (a.turn === Infinity || b.turn === Infinity) return a.turn === b.turn ? 0 : a.turn - b.turn;
  return b.line.baseline - a.line.baseline || a.turn - b.turn;
}

function ownLine({ text, left, right, bottom, top }: Filled): PdfLine {
  const size = Math.min(LARGEST_SIZE, Math.max(4, top - bottom));
  return { text, left, right, baseline: top - size, size, font: '', angle: 0, segments: [{ text, left, right }] };
}

function putTo(line: OpenLine, { text, left, right }: Filled): void {
  const side = line.left >= right - 2 ? line.before : line.after;
  side.push({ text, left, right });
  line.left = Math.min(line.left, left);
  line.right = Math.max(line.right, right);
}

/** How far a line is from a field: a line to its left for a value, on either side for a mark; infinite where it has no place there. */
function distanceOf({ line, left, right }: OpenLine, field: Filled): number {
  const { angle, baseline, size } = line;
  if (angle !== 0 || baseline < field.bottom - size * 0.3 || baseline > field.top) return Infinity;
  if (right <= field.left + 2) return field.left - right;
  return field.isMark && left >= field.right - 2 ? left - field.right : Infinity;
}

/** Lines by the height of their baselines. */
class HeightBands {
  readonly #bands = Array.from({ length: BANDS }, (): OpenLine[] => []);
  readonly #lowest: number;
  readonly #bandHeight: number;
  readonly #largestSize: number;

  /** @param lines All that may be added. */
  constructor(lines: readonly PdfLine[]) {
    const heights = lines.map(({ baseline }) => baseline);
    this.#lowest = leastOf(heights);
    this.#bandHeight = (mostOf(heights) - this.#lowest) / BANDS;
    this.#largestSize = mostOf(lines.map(({ size }) => size));
  }

  add(line: OpenLine): void {
    this.#bands[this.#bandAt(line.line.baseline)]!.push(line);
  }

  /** The nearest line at the height of a field, the first on the page of several; null for none. */
  neighbourOf(field: Filled): OpenLine | null {
    let best: OpenLine | null = null;
    let distance = Infinity;
    const last = this.#bandAt(field.top);
    for (let band = this.#bandAt(field.bottom - this.#largestSize * 0.3); band <= last; band++)
      for (const line of this.#bands[band]!) {
        const away = distanceOf(line, field);
        if (away < distance || (best && away === distance && inOrder(line, best) < 0)) [best, distance] = [line, away];
      }
    return best;
  }

  #bandAt(height: number): number {
    const band = Math.floor((height - this.#lowest) / this.#bandHeight);
    return Math.min(BANDS - 1, Math.max(0, Number.isNaN(band) ? 0 : band));
  }
}

/** Of lines in any order, those that are lower than all before them: `height` falls. */
function recordsOf(lines: readonly PdfLine[]): { height: number; index: number }[] {
  const records: { height: number; index: number }[] = [];
  let height = Infinity;
  for (const [index, { baseline }] of lines.entries())
    if (baseline < height) records.push({ index, height: (height = baseline) });
  return records;
}

/** The index of the first line that is lower than this; undefined for none. */
function firstLower(records: readonly { height: number; index: number }[], height: number): number | undefined {
  let [from, to] = [0, records.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (records[middle]!.height < height) to = middle;
    else from = middle + 1;
  }
  return records[from]?.index;
}
