import { diffArrays, diffWordsWithSpace } from 'diff';

/** A stretch of a line that only this side has: `[start, end)` in UTF-16 units of the line. */
export type Stretch = readonly [number, number];

/** One line of a comparison, side by side; a side that has none is null. */
export type ComparedLine =
  | { readonly kind: 'same'; readonly left: string; readonly right: string }
  | {
      readonly kind: 'changed';
      readonly left: string;
      readonly right: string;
      readonly leftOnly: readonly Stretch[];
      readonly rightOnly: readonly Stretch[];
    }
  | { readonly kind: 'removed'; readonly left: string; readonly right: null }
  | { readonly kind: 'added'; readonly left: null; readonly right: string }
  /** So many lines that are the same and are left out. */
  | { readonly kind: 'skipped'; readonly lines: number };

/** Two texts line by line, in the order of reading. */
export interface Comparison {
  readonly lines: readonly ComparedLine[];
  /** Lines that the left side has alone, the right side alone, and both with other words. */
  readonly removed: number;
  readonly added: number;
  readonly changed: number;
  /** Set when the texts differ so much that only the lines they share at both ends were matched. */
  readonly isCoarse: boolean;
}

/** Same lines kept around each difference. */
const CONTEXT = 3;
const WITHIN_MS = 5_000;
/** Longer lines are compared as a whole. */
const LONGEST_LINE = 20_000;

/** Two texts line by line, with the words that differ within lines that stand for one another. White space at line ends is no difference, and neither is an empty line: nobody sees one that was added. */
export async function compareTexts(left: string, right: string): Promise<Comparison> {
  const [a, b] = [linesOf(left), linesOf(right)];
  const changes = await changesOf(a, b);
  const all = (changes ?? coarse(a, b)).flatMap((change, i, list) => linesOfChange(change, list[i - 1], list[i + 1]));
  const count = (kind: ComparedLine['kind']) => all.filter((line) => line.kind === kind).length;
  return {
    lines: withoutSameStretches(all),
    ...{ removed: count('removed'), added: count('added'), changed: count('changed') },
    isCoarse: changes === undefined,
  };
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '');

interface Change {
  readonly value: string[];
  readonly added: boolean;
  readonly removed: boolean;
}

/** Other requests go on meanwhile; undefined when it takes too long. */
function changesOf(left: string[], right: string[]): Promise<Change[] | undefined> {
  return new Promise((resolve) => diffArrays(left, right, { timeout: WITHIN_MS, callback: resolve }));
}

/** What both share at their beginning and end, and everything between as exchanged. */
function coarse(left: string[], right: string[]): Change[] {
  const shorter = Math.min(left.length, right.length);
  let before = 0;
  while (before < shorter && left[before] === right[before]) before++;
  let after = 0;
  while (after < shorter - before && left.at(-1 - after) === right.at(-1 - after)) after++;
  const part = (value: string[], added: boolean, removed: boolean) => ({ value, added, removed });
  return [
    part(left.slice(0, before), false, false),
    part(left.slice(before, left.length - after), false, true),
    part(right.slice(before, right.length - after), true, false),
    part(left.slice(left.length - after), false, false),
  ].filter(({ value }) => value.length > 0);
}

/** Lines that were taken out and put in at one place stand for one another, the first for the first. */
function linesOfChange(change: Change, before: Change | undefined, next: Change | undefined): ComparedLine[] {
  if (change.removed) {
    const counterparts = next?.added ? next.value : [];
    return change.value.map((line, i) => {
      const other = counterparts[i];
      return other === undefined ? { kind: 'removed', left: line, right: null } : changedLine(line, other);
    });
  }
  if (!change.added) return change.value.map((line) => ({ kind: 'same', left: line, right: line }));
  const matched = before?.removed ? before.value.length : 0;
  return change.value.slice(matched).map((line) => ({ kind: 'added', left: null, right: line }));
}

function changedLine(left: string, right: string): ComparedLine {
  const whole = { kind: 'changed', left, right, leftOnly: [[0, left.length]], rightOnly: [[0, right.length]] } as const;
  if (left.length > LONGEST_LINE || right.length > LONGEST_LINE) return whole;
  const words = diffWordsWithSpace(left, right, { timeout: WITHIN_MS / 10 });
  if (!words) return whole;
  const [leftOnly, rightOnly]: [Stretch[], Stretch[]] = [[], []];
  let [atLeft, atRight] = [0, 0];
  for (const { value, added, removed } of words) {
    if (removed) leftOnly.push([atLeft, atLeft + value.length]);
    if (added) rightOnly.push([atRight, atRight + value.length]);
    if (!added) atLeft += value.length;
    if (!removed) atRight += value.length;
  }
  return { kind: 'changed', left, right, leftOnly, rightOnly };
}

function withoutSameStretches(lines: readonly ComparedLine[]): ComparedLine[] {
  const near = new Set<number>();
  for (const [i, { kind }] of lines.entries())
    if (kind !== 'same') for (let at = i - CONTEXT; at <= i + CONTEXT; at++) near.add(at);
  const kept: ComparedLine[] = [];
  for (const [i, line] of lines.entries()) {
    const last = kept.at(-1);
    if (near.has(i)) kept.push(line);
    else if (last?.kind === 'skipped') kept[kept.length - 1] = { kind: 'skipped', lines: last.lines + 1 };
    else kept.push({ kind: 'skipped', lines: 1 });
  }
  return kept;
}
