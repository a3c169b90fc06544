import type { PDFPageProxy } from 'pdfjs-dist';
import { type Box, boxOf, IDENTITY, isMatrix, type Matrix, shared, times } from './pdf-geometry.js';
import { AT_FIRST, inkOfLetters, settingOf, type State, withSetting } from './pdf-graphics-state.js';
import { type Ink, type Outline, outlineOf } from './pdf-paths.js';
import { drawingOperators } from './pdfjs.js';

/** Characters that one operator draws. */
export interface DrawnRun {
  readonly text: string;
  /** Where its baseline begins and ends. */
  readonly start: readonly [number, number];
  readonly end: readonly [number, number];
  /** Around its letters. */
  readonly box: Box;
  /** Size of its type, in page units. */
  readonly size: number;
  readonly ink: Ink;
  /** Drawn with no ink at all: as the text below the image of a scan is, or at no opacity. */
  readonly isInkless: boolean;
  /** On a layer that is switched off. */
  readonly isSwitchedOff: boolean;
  /** How many things had been painted before it. */
  readonly after: number;
}

/** Something painted beside text. */
export interface Painted {
  readonly box: Box;
  /** `unknown`: an image, a pattern, a shape that is no rectangle. */
  readonly ink: Ink;
  /** It hides what is below it. */
  readonly isOpaque: boolean;
}

/** What one page draws, in the order in which it draws it. */
export interface PagePainting {
  readonly runs: readonly DrawnRun[];
  readonly painted: readonly Painted[];
  /** How many operators it took. */
  readonly operators: number;
}

/** Beyond this much of either a page is a drawing, and comparing all with all would take too long. */
const MOST_PAINTED = 20_000;
const MOST_RUNS = 100_000;
const NO_OPACITY = 0.02;
/** Anything but white space and controls. */
const SIGN = /[^\s\p{C}]/u;
/** Lines at least this wide may be the ground of a cell. */
const WIDE_LINE = 3;

interface Glyph {
  readonly unicode?: string;
  readonly width?: number;
  readonly isSpace?: boolean;
}
interface Font {
  readonly fontMatrix?: readonly number[] | null;
  readonly vertical?: boolean;
  readonly isType3Font?: boolean;
}
type Arguments = readonly unknown[];

/**
 * What a page draws, in its order, by the operators that pdf.js makes of it.
 * @param isOn Whether a layer is shown.
 * @returns Neither runs nor painted where there is too much to look at. Vertical lines of writing, and letters that are drawings of
 * their own, are no runs.
 */
export async function paintingOf(page: PDFPageProxy, isOn: (layer: unknown) => boolean): Promise<PagePainting> {
  const { fnArray, argsArray } = await page.getOperatorList({ annotationMode: WITHOUT_ANNOTATIONS });
  const codes = await drawingOperators();
  const names = new Map(Object.entries(codes).map(([name, code]) => [code, name]));
  const fontOf = (name: string) => (page.commonObjs.has(name) ? (page.commonObjs.get(name) as Font) : null);
  const painter = new Painter(names, fontOf, isOn);
  for (const [index, code] of fnArray.entries()) {
    painter.take(names.get(code) ?? '', (argsArray[index] ?? []) as Arguments);
    if (painter.painted.length > MOST_PAINTED || painter.runs.length > MOST_RUNS)
      return { runs: [], painted: [], operators: fnArray.length };
  }
  painter.take('restore', []);
  return { runs: painter.runs, painted: painter.painted, operators: fnArray.length };
}

/** `AnnotationMode.DISABLE` of pdf.js: what lies upon a page is read by itself. */
const WITHOUT_ANNOTATIONS = 0;
const EVERYWHERE: Box = { left: -Infinity, bottom: -Infinity, right: Infinity, top: Infinity };

/** Follows the operators of a page one by one. */
class Painter {
  readonly runs: DrawnRun[] = [];
  readonly painted: Painted[] = [];
  #state = AT_FIRST;
  readonly #stack: State[] = [];
  readonly #layers: boolean[] = [];
  #text: Matrix = IDENTITY;
  #line: Matrix = IDENTITY;
  #isClipNext = false;
  /** Images are not decoded here, so one is a place that was made for it and then left empty. */
  #isPlaceMade = false;

  constructor(
    private readonly names: ReadonlyMap<number, string>,
    private readonly fontOf: (name: string) => Font | null,
    private readonly isOn: (layer: unknown) => boolean,
  ) {}

  take(operator: string, args: Arguments): void {
    const [first, second] = args;
    if (this.#isPlaceMade) this.#leavePlace(operator);
    switch (operator) {
      case 'save':
        return this.#push();
      case 'restore':
      case 'paintFormXObjectEnd':
      case 'endGroup':
        this.#state = this.#stack.pop() ?? AT_FIRST;
        return;
      case 'transform':
        this.#state = { ...this.#state, matrix: times(this.#state.matrix, Array.from(args)) };
        this.#isPlaceMade = true;
        return;
      case 'beginGroup':
        return this.#beginGroup(first ?? {});
      case 'paintFormXObjectBegin':
        return this.#beginForm(first, second);
      case 'beginMarkedContentProps':
      case 'beginMarkedContent':
        this.#layers.push(first !== 'OC' || this.isOn(second));
        return;
      case 'endMarkedContent':
        this.#layers.pop();
        return;
      case 'clip':
      case 'eoClip':
        this.#isClipNext = true;
        return;
      case 'constructPath':
        return this.#path(first, (second as unknown[] | undefined)?.[0], args[2]);
      case 'shadingFill':
        return this.#paint(this.#state.clip ?? EVERYWHERE, 'unknown');
      case 'beginText':
        this.#text = this.#line = IDENTITY;
        return;
      case 'setTextMatrix':
        if (isMatrix(first)) this.#text = this.#line = first;
        return;
      case 'moveText':
      case 'setLeadingMoveText':
        if (operator !== 'moveText') this.#state = { ...this.#state, leading: -Number(second) };
        return this.#moveText(Number(first), Number(second));
      case 'nextLine':
        return this.#moveText(0, -this.#state.leading);
      case 'showText':
        return this.#show((Array.isArray(first) ? first : []) as readonly (Glyph | number | null)[]);
      case 'setGState':
        this.#state = ((Array.isArray(first) ? first : []) as [string, unknown][]).reduce(withSetting, this.#state);
        return;
      default:
        if (/^paint|^rawFill/.test(operator)) return this.#paint(this.#unitSquare(operator), 'unknown');
        this.#state = { ...this.#state, ...settingOf(operator, first, second) };
    }
  }

  #push(): void {
    this.#stack.push(this.#state);
  }

  #leavePlace(next: string): void {
    if (/^(?:dependency|set|begin|end)/.test(next) && !/Text$|Group$/.test(next)) return;
    if (/^(?:save|restore|transform|paintFormXObjectEnd|endGroup)$/.test(next))
      this.#paint(boxOf(this.#state.matrix, 0, 0, 1, 1), 'unknown');
    this.#isPlaceMade = false;
  }

  #beginGroup({ smask }: { smask?: unknown }): void {
    this.#push();
    const { alpha, outerAlpha, isMask } = this.#state;
    this.#state = {
      ...this.#state,
      outerAlpha: outerAlpha * alpha,
      alpha: 1,
      isMask: isMask || Boolean(smask),
    };
  }

  #beginForm(matrix: unknown, bounds: unknown): void {
    this.#push();
    this.#state = { ...this.#state, matrix: times(this.#state.matrix, matrix ? Array.from(matrix as number[]) : null) };
    const [x0, y0, x1, y1] = bounds ? Array.from(bounds as number[]) : [];
    if (y1 !== undefined) this.#clipTo(boxOf(this.#state.matrix, x0!, y0!, x1!, y1), true);
  }

  #clipTo(box: Box, isPlain: boolean): void {
    const { clip, isClipPlain } = this.#state;
    this.#state = { ...this.#state, clip: clip ? shared(clip, box) : box, isClipPlain: isClipPlain && isPlain };
  }

  #path(code: unknown, numbers: unknown, bounds: unknown): void {
    const how = this.names.get(Number(code)) ?? '';
    const outline = outlineOf(this.#state.matrix, numbers, bounds);
    if (/fill/i.test(how)) this.#fill(outline);
    else if (/stroke/i.test(how)) this.#strokePath(outline);
    if (this.#isClipNext && outline) this.#clipTo(outline.box, outline.rectangles?.length === 1);
    this.#isClipNext = false;
  }

  #fill(outline: Outline | null): void {
    if (!outline) return;
    if (!outline.rectangles) this.#paint(outline.box, 'unknown');
    else for (const box of outline.rectangles) this.#paint(box, this.#state.fill);
  }

  #strokePath(outline: Outline | null): void {
    const { matrix, lineWidth } = this.#state;
    const width = lineWidth * Math.sqrt(Math.abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]));
    if (!outline || width < WIDE_LINE) return;
    const { left, bottom, right, top } = outline.box;
    this.#paint({ left: left - width, bottom: bottom - width, right: right + width, top: top + width }, 'unknown');
  }

  #paint(box: Box, ink: Ink): void {
    const { clip, isClipPlain, isMask, isBlended, isMasked, alpha, outerAlpha } = this.#state;
    if (isMask || !this.#isShown || alpha * outerAlpha <= NO_OPACITY) return;
    const isPlain = isClipPlain && !isBlended && !isMasked && alpha * outerAlpha === 1;
    this.painted.push({
      box: clip ? shared(clip, box) : box,
      ink: isPlain ? ink : 'unknown',
      isOpaque: isPlain && ink !== 'unknown',
    });
  }

  get #isShown(): boolean {
    return !this.#layers.includes(false);
  }

  /** Where an image is drawn; anywhere, for several drawn at once. */
  #unitSquare(operator: string): Box {
    return /Repeat|Group|^raw/.test(operator) ? EVERYWHERE : boxOf(this.#state.matrix, 0, 0, 1, 1);
  }

  #moveText(x: number, y: number): void {
    this.#text = this.#line = times(this.#line, [1, 0, 0, 1, x, y]);
  }

  #show(glyphs: readonly (Glyph | number | null)[]): void {
    const state = this.#state;
    const font = this.fontOf(state.font);
    const length = this.#lengthOf(glyphs, font?.fontMatrix?.[0] ?? 0.001);
    const from = times(times(state.matrix, this.#text), [1, 0, 0, 1, 0, state.rise]);
    this.#text = times(this.#text, [1, 0, 0, 1, length, 0]);
    if (state.isMask || font?.vertical || font?.isType3Font) return;
    const text = glyphs.map((glyph) => (typeof glyph === 'object' ? (glyph?.unicode ?? '') : '')).join('');
    if (!SIGN.test(text)) return;
    const [a, b, c, d, x, y] = from;
    const opacity = state.alpha * state.outerAlpha;
    const isMixed = state.isBlended || state.isMasked;
    this.runs.push({
      text,
      start: [x, y],
      end: [x + a * length, y + b * length],
      size: Math.hypot(c, d) * Math.abs(state.fontSize),
      box: boxOf(from, 0, 0, length, Math.abs(state.fontSize) * 0.7),
      ink: isMixed || opacity < 1 ? 'unknown' : inkOfLetters(state),
      isInkless: (state.mode === 3 || state.mode === 7 || opacity <= NO_OPACITY) && !isMixed,
      isSwitchedOff: !this.#isShown,
      after: this.painted.length,
    });
  }

  #lengthOf(glyphs: readonly (Glyph | number | null)[], unit: number): number {
    const { fontSize, charSpacing, wordSpacing, stretch } = this.#state;
    let length = 0;
    for (const glyph of glyphs)
      if (typeof glyph === 'number') length -= (glyph * fontSize) / 1000;
      else if (glyph) length += (glyph.width ?? 0) * fontSize * unit + charSpacing + (glyph.isSpace ? wordSpacing : 0);
    return length * stretch;
  }
}
