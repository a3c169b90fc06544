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
      if (open && !continues(open, place)) close();
      open ??= new LineBuilder(place);
      open.add(item, place);
    }
    if (item.hasEOL) close();
  }
  close();
  return lines;
}

class LineBuilder {
  #text = '';
  #right: number;
  #size = 0;
  readonly #fonts = new Map<string, number>();

  constructor(readonly start: Place) {
    this.#right = start.along;
  }

  add(item: PdfTextItem, place: Place): void {
    const gap = place.along - this.#right;
    if (this.#text !== '' && gap > place.size * 0.2 && !/\s$/.test(this.#text) && !/^\s/.test(item.str))
      this.#text += ' ';
    this.#text += item.str;
    this.#right = Math.max(this.#right, place.along + item.width);
    if (item.str.trim() === '') return;
    this.#size = Math.max(this.#size, place.size);
    this.#fonts.set(item.fontName, (this.#fonts.get(item.fontName) ?? 0) + item.str.length);
  }

  finish(): PdfLine | null {
    const text = this.#text.replace(/\s+/g, ' ').trim();
    if (text === '') return null;
    const font = [...this.#fonts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
    return { text, left: this.start.along, right: this.#right, baseline: this.start.across, size: this.#size, font };
  }
}

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
