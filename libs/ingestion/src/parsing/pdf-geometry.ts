/** `[a, b, c, d, e, f]`, as PDF writes it. */
export type Matrix = readonly [number, number, number, number, number, number];

/** The matrix that changes nothing. */
export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

/** Sides of an upright rectangle, in page units. */
export interface Box {
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
  readonly top: number;
}

/** The matrix that a nested one makes; what is no matrix changes nothing. */
export function times(outer: Matrix, inner: unknown): Matrix {
  if (!isMatrix(inner)) return outer;
  const [a, b, c, d, e, f] = outer;
  const [g, h, i, j, k, l] = inner;
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

/** A list of six numbers, or an array of them as pdf.js packs it. */
export function isMatrix(value: unknown): value is Matrix {
  const isList = Array.isArray(value) || value instanceof Float32Array;
  return isList && value.length === 6 && (value as number[]).every((part) => typeof part === 'number');
}

/** The box around a rectangle that a matrix has moved, turned and stretched. */
export function boxOf(matrix: Matrix, x0: number, y0: number, x1: number, y1: number): Box {
  const [a, b, c, d, e, f] = matrix;
  const xs = [a * x0 + c * y0, a * x1 + c * y0, a * x0 + c * y1, a * x1 + c * y1];
  const ys = [b * x0 + d * y0, b * x1 + d * y0, b * x0 + d * y1, b * x1 + d * y1];
  return {
    left: Math.min(...xs) + e,
    bottom: Math.min(...ys) + f,
    right: Math.max(...xs) + e,
    top: Math.max(...ys) + f,
  };
}

/** What two boxes share; upside down or inside out where they share nothing. */
export const shared = (a: Box, b: Box): Box => ({
  left: Math.max(a.left, b.left),
  bottom: Math.max(a.bottom, b.bottom),
  right: Math.min(a.right, b.right),
  top: Math.min(a.top, b.top),
});

/** Whether two boxes share an area; edges that only meet do not count. */
export const touches = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.bottom < b.top && b.bottom < a.top;

/** @param slack How far the inner one may stand out, in page units. */
export const contains = (outer: Box, inner: Box, slack: number): boolean =>
  inner.left >= outer.left - slack &&
  inner.right <= outer.right + slack &&
  inner.bottom >= outer.bottom - slack &&
  inner.top <= outer.top + slack;
