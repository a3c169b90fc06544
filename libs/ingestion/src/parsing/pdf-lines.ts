import { isRaised, joinPieces, type Piece } from './pdf-pieces.js';

/** A run of characters as a PDF draws it; the fields of pdf.js that matter here. */
export interface PdfTextItem {
  readonly str: string;
  /** Matrix `[a, b, c, d, e, f]`: direction and size of the type, and the place of its origin. */
  readonly transform: readonly number[];
  /** Length of the run along its direction, in page units. */
  readonly width: number;
  readonly hasEOL: boolean;
  readonly fontName: string;
}

/** A stretch of a line without a gap wider than words have between them: a whole line of prose, or a cell of a table. */
export interface PdfSegment {
  readonly text: string;
  readonly left: number;
  readonly right: number;
}

/** One printed line. Distances are in page units, measured along and across the direction of the type. */
export interface PdfLine {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  /** Height of the baseline; lower on the page is smaller. */
  readonly baseline: number;
  /** Size of the type (the largest on the line). */
  readonly size: number;
  /** The font of most of its characters. */
  readonly font: string;
  /** Direction of the type in radians; 0 runs to the right. */
  readonly angle: number;
  /** It begins with a raised number, as the text of a footnote does. */
  readonly isNote?: boolean;
  /** In the order drawn; their texts joined by spaces are `text`. */
  readonly segments: readonly PdfSegment[];
}

interface Place {
  readonly along: number;
  readonly across: number;
  readonly size: number;
  readonly angle: number;
}

/** Put runs together to lines, in the order in which the file draws them (which is almost always the reading order). */
export function linesOfItems(items: readonly PdfTextItem[]): PdfLine[] {
  const lines: PdfLine[] = [];
  let open: LineBuilder | null = null;
  const close = () => {
    const line = open?.finish();
    if (line) lines.push(line);
    open = null;
  };
  for (const item of items) {
    if (item.str !== '') {
      const place = placeOf(item);
      if (open && (!continues(open, place) || open.isBegunAnew(item, place))) close();
      open ??= new LineBuilder(place);
      open.add(item, place);
    }
    if (item.hasEOL) close();
  }
  close();
  return lines;
}

/** The least of any number of values; infinite for none. */
export const leastOf = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b), Infinity);

/** The greatest of any number of values; minus infinity for none. */
export const mostOf = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b), -Infinity);

/** A line of these segments alone, in everything else like the line that they come from. */
export function lineOfSegments(line: PdfLine, segments: readonly PdfSegment[]): PdfLine {
  return {
    ...line,
    segments,
    text: segments.map(({ text }) => text).join(' '),
    left: leastOf(segments.map(({ left }) => left)),
    right: mostOf(segments.map(({ right }) => right)),
  };
}

class LineBuilder {
  readonly #pieces: Piece[] = [];
  #isSpaced = false;
  #size = 0;
  /** Height of the last run's baseline. */
  #across = 0;
  readonly #fonts = new Map<string, number>();

  constructor(readonly start: Place) {}

  add(item: PdfTextItem, { along, across, size }: Place): void {
    // Runs of white space may be as long as the gap that they fill, so the gap is measured between words.
    if (item.str.trim() === '') {
      this.#isSpaced = true;
      return;
    }
    this.#pieces.push({
      text: item.str.replace(SHAPES, (shapes) => shapes.normalize('NFKC')),
      left: along,
      right: along + item.width,
      size,
      rise: across - this.start.across,
      isSpaced: this.#isSpaced,
    });
    this.#isSpaced = false;
    this.#size = Math.max(this.#size, size);
    this.#across = across;
    this.#fonts.set(item.fontName, (this.#fonts.get(item.fontName) ?? 0) + item.str.length);
  }

  /** Whether a run of the same size stands above or below the last one rather than beside it: the next line of a narrow cell. */
  isBegunAnew({ str, width }: PdfTextItem, { along, across, size }: Place): boolean {
    const last = this.#pieces.at(-1);
    if (!last || str.trim() === '' || size < this.#size * 0.9) return false;
    const shared = Math.min(last.right, along + width) - Math.max(last.left, along);
    const isMoved = Math.abs(across - this.#across) > size * 0.2;
    return isMoved && shared > Math.min(last.right - last.left, width) * 0.5;
  }

  #beginsNote(): boolean {
    const [mark, text] = this.#pieces;
    return text !== undefined && /^\d{1,3}$/.test(mark!.text.trim()) && isRaised(mark!, text);
  }

  finish(): PdfLine | null {
    if (this.#pieces.length === 0) return null;
    const segments = joinPieces(this.#pieces).map((piece) => ({
      ...piece,
      text: piece.text.replace(/\s+/g, ' ').trim(),
    }));
    const font = [...this.#fonts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
    const { across: baseline, angle } = this.start;
    const isNote = this.#beginsNote();
    const shell = { text: '', left: 0, right: 0, baseline, size: this.#size, font, angle, isNote, segments };
    return lineOfSegments(shell, segments);
  }
}

/** Arabic letters as they look at their place in a word, which nobody types who searches for them. */
const SHAPES = /[\ufb50-\ufdff\ufe70-\ufefc]+/g;

/** The same line as long as the direction stays and the baseline moves less than a raised or lowered index does. */
function continues(line: LineBuilder, place: Place): boolean {
  const tolerance = Math.max(line.start.size, place.size) * 0.6;
  return Math.abs(line.start.across - place.across) <= tolerance && Math.abs(line.start.angle - place.angle) < 0.1;
}

function placeOf({ transform }: PdfTextItem): Place {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = transform;
  const angle = Math.atan2(b, a);
  const cosine = Math.cos(angle);
  const sine = Math.sin(angle);
  return {
    along: e * cosine + f * sine,
    across: f * cosine - e * sine,
    size: Math.hypot(c, d) || Math.hypot(a, b),
    angle,
  };
}
