import { type Box, IDENTITY, type Matrix } from './pdf-geometry.js';
import { type Ink, inkOf } from './pdf-paths.js';

/** Text state and graphics state, as far as they say what can be seen. */
export interface State {
  readonly matrix: Matrix;
  readonly clip: Box | null;
  readonly isClipPlain: boolean;
  readonly fill: Ink;
  readonly stroke: Ink;
  readonly lineWidth: number;
  readonly alpha: number;
  /** Opacity of the groups around. */
  readonly outerAlpha: number;
  /** Mixed with what is below. */
  readonly isBlended: boolean;
  /** Seen through a mask. */
  readonly isMasked: boolean;
  readonly isMask: boolean;
  readonly font: string;
  readonly fontSize: number;
  readonly charSpacing: number;
  readonly wordSpacing: number;
  readonly stretch: number;
  readonly rise: number;
  readonly leading: number;
  readonly mode: number;
}

/** Before a page says otherwise. */
export const AT_FIRST: State = {
  matrix: IDENTITY,
  clip: null,
  isClipPlain: true,
  fill: [0, 0, 0],
  stroke: [0, 0, 0],
  lineWidth: 1,
  alpha: 1,
  outerAlpha: 1,
  isBlended: false,
  isMasked: false,
  isMask: false,
  font: '',
  fontSize: 0,
  charSpacing: 0,
  wordSpacing: 0,
  stretch: 1,
  rise: 0,
  leading: 0,
  mode: 0,
};

/** The state after one entry of a dictionary of settings. */
export function withSetting(state: State, [key, value]: readonly [string, unknown]): State {
  if (key === 'ca') return { ...state, alpha: Number(value) };
  if (key === 'BM') return { ...state, isBlended: value !== 'source-over' };
  if (key === 'SMask') return { ...state, isMasked: value !== false };
  if (key === 'LW') return { ...state, lineWidth: Number(value) };
  if (key === 'Font' && Array.isArray(value)) return { ...state, font: String(value[0]), fontSize: Number(value[1]) };
  return state;
}

/** Letters that are filled and outlined are seen by either. */
export function inkOfLetters({ mode, fill, stroke }: State): Ink {
  if (mode % 4 === 0) return fill;
  return mode % 4 === 1 ? stroke : 'unknown';
}

/** What an operator that only sets something changes; nothing for others. */
export function settingOf(operator: string, first: unknown, second: unknown): Partial<State> {
  const value = Number(first);
  switch (operator) {
    case 'setFont':
      return { font: String(first), fontSize: Number(second) };
    case 'setTextRenderingMode':
      return { mode: value };
    case 'setCharSpacing':
      return { charSpacing: value };
    case 'setWordSpacing':
      return { wordSpacing: value };
    case 'setHScale':
      return { stretch: value / 100 };
    case 'setTextRise':
      return { rise: value };
    case 'setLeading':
      return { leading: value };
    case 'setLineWidth':
      return { lineWidth: value };
    case 'setFillRGBColor':
      return { fill: inkOf(first) };
    case 'setStrokeRGBColor':
      return { stroke: inkOf(first) };
    case 'setFillColorN':
    case 'setFillTransparent':
      return { fill: 'unknown' };
    case 'setStrokeColorN':
    case 'setStrokeTransparent':
      return { stroke: 'unknown' };
    default:
      return {};
  }
}
