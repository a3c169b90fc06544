import { raised } from './raised-text.js';

/** A run of a line as it was drawn, with its place along the line. */
export interface Piece {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  /** Size of its type. */
  readonly size: number;
  /** How far above the line it stands, in the same units. */
  readonly rise?: number;
  /** White space was drawn between it and the run before. */
  readonly isSpaced: boolean;
}

/** Pieces without a gap wider than words have between them. */
export interface PlacedText {
  readonly text: string;
  readonly left: number;
  readonly right: number;
}

/** Gaps within a line, as shares of the size of its type: above the first lies a space, above the second a column's edge. */
const WORD_GAP = 0.2;
const COLUMN_GAP = 0.9;

/** Letters that run from right to left: Hebrew, Arabic, Syriac and their like, and the shapes that they take. */
const FROM_RIGHT = /(?=\p{L})[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/gu;
const LETTER = /\p{L}/gu;
const LETTER_OR_DIGIT = /[\p{L}\p{Nd}]/u;

/** Whether it is a mark of a note or a power: smaller than the run beside it, and above its foot. */
export const isRaised = (piece: Piece, beside: Piece): boolean =>
  piece.size < beside.size * 0.85 && (piece.rise ?? 0) - (beside.rise ?? 0) > beside.size * 0.15;

/** What stands together in a line, in reading order. */
export function joinPieces(drawn: readonly Piece[]): PlacedText[] {
  const pieces = drawn.filter((piece, index) => !isShadow(piece, drawn[index - 1]));
  const fromRight = pieces.reduce((sum, { text }) => sum + countOf(text, FROM_RIGHT), 0);
  const letters = fromRight && pieces.reduce((sum, { text }) => sum + countOf(text, LETTER), 0);
  return fromRight * 2 > letters ? fromTheRight(pieces) : asDrawn(pieces);
}

/** Whether it is the run before drawn a second time, to look bold or to cast a shadow. */
const isShadow = (piece: Piece, before: Piece | undefined): boolean =>
  before?.text === piece.text && Math.abs(before.left - piece.left) < piece.size * 0.1;

const countOf = (text: string, letters: RegExp): number => text.match(letters)?.length ?? 0;

/** Text from left to right is almost always drawn in its order, and may overlap itself. */
function asDrawn(pieces: readonly Piece[]): PlacedText[] {
  const joined: { text: string; left: number; right: number }[] = [];
  for (const [index, piece] of pieces.entries()) {
    const { text, left, right, size, isSpaced } = piece;
    const open = joined.at(-1);
    const gap = open ? Math.max(left - open.right, open.left - right) : 0;
    if (!open || gap > size * COLUMN_GAP) joined.push({ text, left, right });
    else {
      const isBack = left < open.right - size;
      const isApart = isSpaced || gap > size * WORD_GAP || isBack;
      const isMark = !isApart && isRaised(piece, pieces[index - 1]!);
      open.text = together(open.text, isMark ? raised(open.text, text) : text, isApart);
      open.left = Math.min(open.left, left);
      open.right = Math.max(open.right, right);
    }
  }
  return joined;
}

/** Text from right to left is drawn in any order, so its places decide; numbers and foreign words in it run to the right all the same. */
function fromTheRight(drawn: readonly Piece[]): PlacedText[] {
  const spaced = new Set(
    drawn.flatMap((piece, index) => (piece.isSpaced && index > 0 ? [`${index - 1} ${index}`] : [])),
  );
  const order = new Map(drawn.map((piece, index) => [piece, index]));
  const isSpacedBetween = (a: Piece, b: Piece): boolean => {
    const [first, second] = [order.get(a)!, order.get(b)!];
    return spaced.has(`${Math.min(first, second)} ${Math.max(first, second)}`);
  };
  const found: Piece[][] = [];
  for (const piece of [...drawn].sort((a, b) => a.left - b.left || a.right - b.right)) {
    const before = found.at(-1)?.at(-1);
    if (before && piece.left - before.right <= piece.size * COLUMN_GAP) found.at(-1)!.push(piece);
    else found.push([piece]);
  }
  const apart = (a: Piece, b: Piece): boolean =>
    b.left - a.right > Math.max(a.size, b.size) * WORD_GAP || isSpacedBetween(a, b);
  return found.reverse().map((pieces) => ({
    text: readFromRight(pieces, apart).replace(ITEM_NUMBER, numbered),
    left: pieces[0]!.left,
    right: pieces.reduce((most, { right }) => Math.max(most, right), -Infinity),
  }));
}

/** The number of an item at the beginning, whose sign may stand on its wrong side. */
const ITEM_NUMBER = /^(?:([.)])(\d{1,3})|(\d{1,3})([.)]))\s*(?=\p{L})/u;

const numbered = (_: string, sign = '', number = '', before = '', behind = ''): string =>
  `${number}${before}${sign}${behind} `;

/** @param pieces From left to right. @param apart Whether white space lies between two that stand beside each other. */
function readFromRight(pieces: readonly Piece[], apart: (a: Piece, b: Piece) => boolean): string {
  let text = '';
  for (let end = pieces.length; end > 0;) {
    const start = startOfRun(pieces, end - 1);
    const run = pieces.slice(start, end);
    const inner = run.reduce((all, piece, at) => together(all, piece.text, at > 0 && apart(run[at - 1]!, piece)), '');
    text = together(text, inner, end < pieces.length && apart(pieces[end - 1]!, pieces[end]!));
    end = start;
  }
  return text;
}

/** Where the run to the right begins that ends here; other pieces are runs of their own. Signs within such a run belong to it. */
function startOfRun(pieces: readonly Piece[], end: number): number {
  if (!runsToRight(pieces[end]!)) return end;
  let start = end;
  for (let at = end - 1; at >= 0 && countOf(pieces[at]!.text, FROM_RIGHT) === 0; at--)
    if (runsToRight(pieces[at]!)) start = at;
  return start;
}

const runsToRight = ({ text }: Piece): boolean => countOf(text, FROM_RIGHT) === 0 && LETTER_OR_DIGIT.test(text);

const together = (before: string, text: string, isApart: boolean): string =>
  before + (isApart && !/\s$/.test(before) && !/^\s/.test(text) ? ' ' : '') + text;
