import type { PlacedBlock } from '../parsing/assemble-text.js';
import { type Numbering, type PlacedNumbering, readNumberings, sectionWords } from './clause-numbering.js';
import { ClauseStack } from './clause-stack.js';
import { type NumberedLine, contentsEntries } from './contents-entries.js';

/** Where a clause of a contract, law or policy begins, and what it is called. */
export interface ClauseMark {
  /** Offset in the text. */
  readonly start: number;
  /** As a lawyer cites it: `Article 5(2)(a)`, `§ 5 Abs. 2`, `12.3`, `Schedule 1, 4.2`, `Recital 7`. */
  readonly label: string;
  /** Whether it stands by itself rather than continuing the one before: an article, a §, a clause of one or two numbers. */
  readonly isMajor: boolean;
}

/** Numbered places that make a document a legal one by themselves. */
const ENOUGH_NAMED = 2;
const ENOUGH_NESTED = 3;
const ENOUGH_NUMBERED = 3;
/** Words of law that must stand beside plain numbers. */
const ENOUGH_WORDS = 5;
const LOOKED_AT_CHARS = 20_000;

/**
 * The clauses of a legal text, in order. Documents that are not built of numbered clauses have none: a list of steps or a
 * chapter number alone makes no contract.
 */
export function clauseMarks(text: string, blocks: readonly PlacedBlock[]): ClauseMark[] {
  const found = blocks
    .filter(({ kind }) => kind !== 'table-row' && kind !== 'code')
    .flatMap((block) => placesIn(block));
  const contents = contentsEntries(found, text);
  const places = found.filter((place) => !contents.has(place));
  const marks = marksOf(places);
  // Steps below "Background" are no recitals where no clause comes.
  return isLegal(text, places, marks.filter(({ label }) => !label.startsWith('Recital ')).length) ? marks : [];
}

interface Place extends NumberedLine {
  /** Depth of the list that it is an item of; 0 for no item, -1 for a heading. */
  readonly level: number;
}

/** A line inside a block begins a clause only where the line before it ended one; others just happen to be wrapped there. */
const ENDS_CLAUSE = /(?:[.;:,)—。；：、）」]|(?<!\p{L})(?:and|or|und|oder|et|ou|y|o|e))$/iu;
/** A line with a number of its own that is no longer is a title, and needs no end. */
const LONGEST_TITLE = 60;
const TITLED: ReadonlySet<string> = new Set(['named', 'annex', 'decimal', 'part', 'recitals']);
const TAIL = 20;

function placesIn(block: PlacedBlock): Place[] {
  const places: Place[] = [];
  const kind = block.kind === 'heading' || block.kind === 'list-item' ? block.kind : 'other';
  const level = kind === 'heading' ? -1 : kind === 'list-item' ? (block.level ?? 1) : 0;
  let offset = 0;
  let isPossible = true;
  for (const line of block.text.split('\n')) {
    const numberings: readonly PlacedNumbering[] = isPossible ? readNumberings(line, kind) : [];
    for (const { at, numbering } of numberings)
      places.push({ start: block.start + offset + at, line, numbering, level });
    offset += line.length + 1;
    isPossible =
      ENDS_CLAUSE.test(line.trimEnd().slice(-TAIL)) ||
      (TITLED.has(numberings[0]?.numbering.kind ?? '') && line.length <= LONGEST_TITLE);
  }
  return places;
}

function marksOf(places: readonly Place[]): ClauseMark[] {
  const stack = new ClauseStack();
  const marks: ClauseMark[] = [];
  for (const [index, { start, numbering, level }] of places.entries()) {
    const named = stack.next(numbering, level, {
      number: () => nextNumber(places, index),
      nested: () => nextNested(places, index),
      marks: () => nextMarks(places, index),
    });
    if (named) marks.push({ start, ...named });
  }
  return marks;
}

/** How far ahead the next number is looked for. */
const MOST_AHEAD = 50;

function nextNumber(places: readonly Place[], index: number): string | null {
  return numberOf(places, index, () => true);
}

/** Below `1` another count begins. */
function nextNested(places: readonly Place[], index: number): string | null {
  const next = numberOf(places, index, ({ number, depth }) => depth > 1 || number === '1');
  return next === '1' ? null : next;
}

type Decimal = Extract<Numbering, { kind: 'decimal' }>;

function numberOf(places: readonly Place[], index: number, isSought: (decimal: Decimal) => boolean): string | null {
  for (const { numbering } of places.slice(index + 1, index + MOST_AHEAD))
    if (numbering.kind === 'decimal' && isSought(numbering)) return numbering.number;
  return null;
}

function nextMarks(places: readonly Place[], index: number): string[] {
  const next = places.slice(index + 1, index + MOST_AHEAD).map(({ numbering }) => numbering);
  const end = next.findIndex(({ kind }) => kind !== 'bracketed');
  return next.slice(0, end < 0 ? next.length : end).flatMap((each) => (each.kind === 'bracketed' ? [each.mark] : []));
}

function isLegal(text: string, places: readonly Place[], marks: number): boolean {
  if (marks === 0) return false;
  const count = (is: (numbering: Numbering) => boolean) => places.filter(({ numbering }) => is(numbering)).length;
  if (count(({ kind }) => kind === 'named' || kind === 'annex') >= ENOUGH_NAMED) return true;
  if (count((each) => each.kind === 'decimal' && each.depth > 1) >= ENOUGH_NESTED) return true;
  const words = text.slice(0, LOOKED_AT_CHARS).match(sectionWords)?.length ?? 0;
  return count(({ kind }) => kind === 'decimal') >= ENOUGH_NUMBERED && words >= ENOUGH_WORDS;
}
