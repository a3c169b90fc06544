import { type Box, boxOf, type Matrix } from './pdf-geometry.js';

/** Red, green and blue of 255; `unknown` for patterns, mixtures and what cannot be told. */
export type Ink = readonly [number, number, number] | 'unknown';

/** Nobody tells colours apart that differ less, in each part. */
const SAME_SHADE = 5;

/** The paper, until something is painted on it. */
export const WHITE: Ink = [255, 255, 255];

/** A colour as pdf.js writes it: `#ffffff`. */
export function inkOf(colour: unknown): Ink {
  const hex = typeof colour === 'string' ? /^#([\da-f]{6})$/i.exec(colour)?.[1] : undefined;
  if (!hex) return 'unknown';
  const value = Number.parseInt(hex, 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** Whether neither can be seen upon the other; what is unknown can. */
export const isSameInk = (a: Ink, b: Ink): boolean =>
  a !== 'unknown' && b !== 'unknown' && a.every((part, index) => Math.abs(part - b[index]!) <= SAME_SHADE);

/** The shape of a path on its page. */
export interface Outline {
  readonly box: Box;
  /** Its parts, where all of them are upright rectangles. */
  readonly rectangles: readonly Box[] | null;
}

/** Codes within the paths of pdf.js, each followed by its coordinates. */
const [MOVE, LINE, CLOSE] = [0, 1, 3];
const MOST_NUMBERS = 2_000;

/**
 * @param numbers A path as pdf.js packs it.
 * @param bounds Its least and greatest coordinates: x, y, x, y.
 * @returns null for a path without a point.
 */
export function outlineOf(matrix: Matrix, numbers: unknown, bounds: unknown): Outline | null {
  const [x0, y0, x1, y1] = bounds ? Array.from(bounds as ArrayLike<number>) : [];
  if (!(numbers instanceof Float32Array) || y1 === undefined) return null;
  const box = boxOf(matrix, x0!, y0!, x1!, y1);
  const isUpright = (matrix[1] === 0 && matrix[2] === 0) || (matrix[0] === 0 && matrix[3] === 0);
  const corners = isUpright && numbers.length <= MOST_NUMBERS ? rectanglesIn(numbers) : null;
  return { box, rectangles: corners && corners.map(([a, b, c, d]) => boxOf(matrix, a, b, c, d)) };
}

type Corners = [number, number, number, number];

function rectanglesIn(numbers: Float32Array): Corners[] | null {
  const parts: [number, number][][] = [];
  for (let at = 0; at < numbers.length;) {
    const code = numbers[at++]!;
    if (code === CLOSE) continue;
    if (code !== MOVE && code !== LINE) return null;
    if (code === MOVE) parts.push([]);
    parts.at(-1)?.push([numbers[at]!, numbers[at + 1]!]);
    at += 2;
  }
  const found = parts.filter((points) => points.length > 1).map(rectangleOf);
  return found.every((corners): corners is Corners => corners !== null) ? found : null;
}

/** Four corners, with the first one once more or not, whose sides are upright. */
function rectangleOf(points: readonly [number, number][]): Corners | null {
  const [first, second, third, fourth, again] = points;
  if (!first || !second || !third || !fourth || points.length > 5) return null;
  if (again && (again[0] !== first[0] || again[1] !== first[1])) return null;
  const sides = [first, second, third, fourth, first];
  const isUpright = sides.slice(1).every(([x, y], index) => x === sides[index]![0] || y === sides[index]![1]);
  return isUpright ? [first[0], first[1], third[0], third[1]] : null;
}
