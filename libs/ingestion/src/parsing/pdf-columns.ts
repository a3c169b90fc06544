import { leastOf, lineOfSegments, mostOf, type PdfLine, type PdfSegment } from './pdf-lines.js';

/** A stretch of a line with its place. */
interface Fragment extends PdfSegment {
  readonly line: PdfLine;
  /** Place of the line in drawing order. */
  readonly order: number;
}

interface Band {
  readonly left: Fragment[];
  readonly right: Fragment[];
  /** What crosses the gutter, rows of tables too: a band of such fragments holds nothing else. */
  readonly across: Fragment[];
}

/** Steps in which gutters are tried over the middle of the page. */
const TRIALS = 60;
const MOST_SPLITS = 3;
const FEWEST_LINES = 4;
/** In most lines of a column; the cells of a table are shorter. */
const FEWEST_CHARS = 25;
/** Of narrow columns, that many lines drawn whole, one column after the other, are needed to tell them from a table. */
const NARROW_CHARS = 18;
const NARROW_LINES = 12;
/** A page on which the eye would jump upwards this often was not drawn in reading order. */
const SCRAMBLED = 0.25;

/**
 * The lines of a page in reading order. Where prose stands in columns, what spans them comes first and each column follows whole;
 * elsewhere the order of drawing is kept unless it jumps about. Lines in another direction than most (stamps at the edge) come last.
 */
export function inReadingOrder(lines: readonly PdfLine[]): PdfLine[] {
  const angle = mainAngle(lines);
  const upright = lines.filter((line) => isAlong(line, angle));
  const turned = lines.filter((line) => !isAlong(line, angle));
  const columned = splitColumns(fragmentsOf(upright), MOST_SPLITS);
  const ordered = columned ? linesOf(columned) : isScrambled(upright) ? fromTop(upright) : upright;
  return [...footnotesLast(ordered), ...turned];
}

/** The direction in which most characters run. */
export function mainAngle(lines: readonly PdfLine[]): number {
  const weights = new Map<number, number>();
  for (const { angle, text } of lines) {
    const rounded = Math.round(angle * 10) / 10;
    weights.set(rounded, (weights.get(rounded) ?? 0) + text.length);
  }
  return [...weights].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
}

/** Whether a line runs in a direction, within a tenth of a radian. */
export function isAlong({ angle }: PdfLine, direction: number): boolean {
  return Math.abs(angle - direction) < 0.1;
}

function fragmentsOf(lines: readonly PdfLine[]): Fragment[] {
  return lines.flatMap((line, order) => line.segments.map((segment) => ({ ...segment, line, order })));
}

/** Fragments in reading order, or null when there are no columns of prose. */
function splitColumns(fragments: readonly Fragment[], splits: number): Fragment[] | null {
  const bands = splits > 0 && fragments.length >= FEWEST_LINES * 2 ? bestBands(fragments) : null;
  if (!bands) return null;
  return bands.flatMap((band) => {
    if (!isColumned(band)) return [...band.across, ...band.left, ...band.right].sort((a, b) => a.order - b.order);
    return [band.left, band.right].flatMap((side) => splitColumns(side, splits - 1) ?? fromTopOf(side));
  });
}

/** The page cut at the gutter that has the most text in columns beside it; null when no gutter has any. */
function bestBands(fragments: readonly Fragment[]): Band[] | null {
  const sorted = fromTopOf(fragments);
  const from = leastOf(sorted.map(({ left }) => left));
  const to = mostOf(sorted.map(({ right }) => right));
  let best: Band[] | null = null;
  let most = 0;
  for (let trial = 0; trial <= TRIALS; trial++) {
    const gutter = from + (to - from) * (0.2 + (0.6 * trial) / TRIALS);
    const bands = bandsAt(sorted, gutter);
    const weight = bands
      .filter(isColumned)
      .reduce((sum, { left, right }) => sum + Math.min(chars(left), chars(right)), 0);
    // Of gutters with the same text beside them, the one that fewest lines run across is meant.
    if (weight > most || (best && weight === most && bands.length < best.length)) [best, most] = [bands, weight];
  }
  return best;
}

function bandsAt(sorted: readonly Fragment[], gutter: number): Band[] {
  const bands: Band[] = [];
  let isAcross: boolean | null = null;
  for (const fragment of sorted) {
    const crosses = (fragment.left < gutter && fragment.right > gutter) || isOfRowAcross(fragment, gutter);
    if (crosses !== isAcross) bands.push({ left: [], right: [], across: [] });
    isAcross = crosses;
    const band = bands.at(-1)!;
    (crosses ? band.across : fragment.right <= gutter ? band.left : band.right).push(fragment);
  }
  return bands;
}

/** Fewer cells than this may as well be the lines of columns that are drawn together. */
const FEWEST_CELLS = 3;

/** Whether it is a cell in a row of a table that reaches across the gutter: several short ones, drawn as one line. */
function isOfRowAcross({ line }: Fragment, gutter: number): boolean {
  const { segments, text } = line;
  if (segments.length < FEWEST_CELLS || text.length / segments.length >= NARROW_CHARS) return false;
  return segments.some(({ right }) => right <= gutter) && segments.some(({ left }) => left >= gutter);
}

/** Whether both sides of a gutter are prose: enough lines, most of them as long as the column is wide, side by side. */
function isColumned({ left, right }: Band): boolean {
  const least = areDrawnWhole(left, right) ? NARROW_CHARS : FEWEST_CHARS;
  if (!isProse(left, least) || !isProse(right, least) || !standBeside(left, right)) return false;
  const gap = leastOf(right.map((fragment) => fragment.left)) - mostOf(left.map((fragment) => fragment.right));
  return gap >= left[0]!.line.size * 0.6 && !alternatesByCells(left, right);
}

/** Whether all of one side was drawn before any of the other, and is long. */
function areDrawnWhole(left: readonly Fragment[], right: readonly Fragment[]): boolean {
  if (Math.min(left.length, right.length) < NARROW_LINES) return false;
  const last = left.reduce((most, { order }) => Math.max(most, order), 0);
  return right.every(({ order }) => order > last);
}

function isProse(side: readonly Fragment[], leastChars: number): boolean {
  const rows = new Map<number, number>();
  for (const { line, left, right } of side) {
    const row = Math.round(line.baseline);
    rows.set(row, (rows.get(row) ?? 0) + right - left);
  }
  const width = mostOf(side.map(({ right }) => right)) - leastOf(side.map(({ left }) => left));
  if (rows.size < FEWEST_LINES || median([...rows.values()]) <= width * 0.55) return false;
  return median(side.map(({ text }) => text.length)) >= leastChars;
}

function standBeside(left: readonly Fragment[], right: readonly Fragment[]): boolean {
  const [a, b] = [left, right].map((side) => {
    const heights = side.map(({ line }) => line.baseline);
    return { top: mostOf(heights), bottom: leastOf(heights) };
  }) as [{ top: number; bottom: number }, { top: number; bottom: number }];
  const shared = Math.min(a.top, b.top) - Math.max(a.bottom, b.bottom);
  return shared > Math.min(a.top - a.bottom, b.top - b.bottom) * 0.5;
}

/** Cells of a table are drawn turn about, some lines on one side and some on the other; columns are drawn whole, or line by line. */
function alternatesByCells(left: readonly Fragment[], right: readonly Fragment[]): boolean {
  const onRight = new Set(right.map(({ order }) => order));
  const onBoth = new Set(left.map(({ order }) => order).filter((order) => onRight.has(order)));
  const sides = [left, right]
    .flatMap((fragments, side) => fragments.map(({ order }) => ({ order, side })))
    .filter(({ order }) => !onBoth.has(order))
    .sort((a, b) => a.order - b.order);
  const turns = sides.filter(({ side }, index) => index > 0 && sides[index - 1]!.side !== side);
  return turns.length >= 3;
}

/** Neighbouring fragments of one line become one line again. */
function linesOf(fragments: readonly Fragment[]): PdfLine[] {
  const lines: { line: PdfLine; segments: PdfSegment[] }[] = [];
  for (const fragment of fragments) {
    const open = lines.at(-1);
    if (open?.line === fragment.line) open.segments.push(fragment);
    else lines.push({ line: fragment.line, segments: [fragment] });
  }
  return lines.map(({ line, segments }) =>
    segments.length === line.segments.length
      ? line
      : lineOfSegments(
          line,
          segments.map(({ text, left, right }) => ({ text, left, right })),
        ),
  );
}

/** Notes in small type at the foot of a column belong behind all columns. */
function footnotesLast(lines: readonly PdfLine[]): PdfLine[] {
  const body = median(lines.map(({ size }) => size));
  const notes = new Set<PdfLine>();
  for (let index = 0; index < lines.length - 1; index++) {
    // A column ends where the next line lies higher.
    if (lines[index + 1]!.baseline <= lines[index]!.baseline + body) continue;
    let start = index + 1;
    while (start > 0 && lines[start - 1]!.size < body * 0.92 && lines[start - 1]!.baseline >= lines[index]!.baseline)
      start--;
    if (start <= index && FOOTNOTE.test(lines[start]!.text))
      for (const line of lines.slice(start, index + 1)) notes.add(line);
  }
  return [...lines.filter((line) => !notes.has(line)), ...notes];
}

const FOOTNOTE = /^(?:\d{1,3}|[*†‡§¶])\s*[\p{L}“"(]/u;

function isScrambled(lines: readonly PdfLine[]): boolean {
  const jumps = lines.filter((line, index) => index > 0 && line.baseline > lines[index - 1]!.baseline + line.size);
  return lines.length >= 8 && jumps.length > lines.length * SCRAMBLED;
}

const fromTop = (lines: readonly PdfLine[]): PdfLine[] =>
  [...lines].sort((a, b) => (nearly(a.baseline, b.baseline, a.size) ? a.left - b.left : b.baseline - a.baseline));

const fromTopOf = (fragments: readonly Fragment[]): Fragment[] =>
  [...fragments].sort((a, b) => b.line.baseline - a.line.baseline || a.left - b.left);

const nearly = (a: number, b: number, size: number): boolean =>
  Math.round(a / (size * 0.3 || 1)) === Math.round(b / (size * 0.3 || 1));

const chars = (fragments: readonly Fragment[]): number => fragments.reduce((sum, { text }) => sum + text.length, 0);

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
