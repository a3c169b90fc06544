import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import { type Box, contains, touches } from './pdf-geometry.js';
import type { PdfTextItem } from './pdf-lines.js';
import { type DrawnRun, type Painted, type PagePainting, paintingOf } from './pdf-painting.js';
import { type Ink, isSameInk, WHITE } from './pdf-paths.js';
import { withoutRuns } from './pdf-without-runs.js';

/** Smaller letters are dust, in page units: a third of a millimetre. */
const LEAST_SIZE = 1;
/** How far a letter may stand out of the ground that it is upon. */
const SLACK = 1;
/** Comparisons of one page; beyond them its text is taken as it is. */
const MOST_COMPARED = 20_000_000;

/** The runs of a page without those that its reader does not see. */
export interface SeenText {
  readonly items: readonly PdfTextItem[];
  /** Stretches of hidden text. */
  readonly hidden: number;
  /** Drawing operators that were looked at for it. */
  readonly operators: number;
}

/**
 * Leave out what is drawn on a page and cannot be seen: without ink, in the colour of what is behind it, too small to be letters, below
 * a rectangle, on a layer that is switched off, beside the page. What stands upon or below an image or a shape may well be seen – so is the
 * text of a scan, which is drawn without ink – and is kept.
 * @param page Of a document that was opened without images: to decode them would cost more than all else.
 */
export async function seenOn(
  pdf: PDFDocumentProxy,
  page: PDFPageProxy,
  items: readonly PdfTextItem[],
): Promise<SeenText> {
  const painting = await paintingOn(pdf, page);
  const runs = hiddenRuns(painting, viewOf(page));
  const { operators } = painting;
  if (runs.length === 0) return { items, hidden: 0, operators };
  return { items: withoutRuns(items, runs), hidden: stretchesOf(runs), operators };
}

/** Without runs where it can't be told: the text is taken as it is then. */
async function paintingOn(pdf: PDFDocumentProxy, page: PDFPageProxy): Promise<PagePainting> {
  try {
    const layers = await pdf.getOptionalContentConfig();
    return await paintingOf(page, (layer) => layers.isVisible(layer) === true);
  } catch (error) {
    if (error instanceof Error) return { runs: [], painted: [], operators: 0 };
    throw error;
  }
}

function viewOf({ view: [x0 = 0, y0 = 0, x1 = 0, y1 = 0] }: PDFPageProxy): Box {
  return { left: Math.min(x0, x1), bottom: Math.min(y0, y1), right: Math.max(x0, x1), top: Math.max(y0, y1) };
}

/** Runs that cannot be seen, in the order drawn. @param view What is shown of the page. */
export function hiddenRuns({ runs, painted }: Omit<PagePainting, 'operators'>, view: Box): DrawnRun[] {
  const blurred = painted.filter(({ ink }) => ink === 'unknown');
  const grounds = groundsAmong(painted);
  let left = MOST_COMPARED;
  return runs.filter((run) => {
    if (run.isSwitchedOff || run.size < LEAST_SIZE || !touches(run.box, view)) return true;
    left -= painted.length;
    if (left < 0) return false;
    const isUnseen = run.isInkless || isCovered(run, painted) || (grounds(run.ink) && isOnItsOwnColour(run, painted));
    return isUnseen && !blurred.some(({ box }) => touches(box, run.box));
  });
}

/** Whether anything has a colour, the paper included; most letters are black, and nothing else on their page is. */
function groundsAmong(painted: readonly Painted[]): (ink: Ink) => boolean {
  const inks = new Map(painted.map(({ ink }) => [String(ink), ink]));
  const known = new Map<string, boolean>();
  return (ink) => {
    const name = String(ink);
    const isThere = known.get(name) ?? [WHITE, ...inks.values()].some((ground) => isSameInk(ground, ink));
    known.set(name, isThere);
    return isThere;
  };
}

function isOnItsOwnColour({ ink, box, after }: DrawnRun, painted: readonly Painted[]): boolean {
  if (ink === 'unknown') return false;
  for (let at = after - 1; at >= 0; at--) {
    const below = painted[at]!;
    if (!touches(below.box, box)) continue;
    if (contains(below.box, box, SLACK)) return isSameInk(below.ink, ink);
    if (!isSameInk(below.ink, ink)) return false;
  }
  return isSameInk(WHITE, ink);
}

function isCovered({ box, after }: DrawnRun, painted: readonly Painted[]): boolean {
  for (let at = after; at < painted.length; at++)
    if (painted[at]!.isOpaque && contains(painted[at]!.box, box, SLACK)) return true;
  return false;
}

/** Runs that follow each other in a line are one stretch. */
function stretchesOf(runs: readonly DrawnRun[]): number {
  const isNext = (run: DrawnRun, before: DrawnRun | undefined) =>
    before !== undefined && Math.hypot(run.start[0] - before.end[0], run.start[1] - before.end[1]) < before.size;
  return runs.filter((run, index) => !isNext(run, runs[index - 1])).length;
}
