import type { PlacedBlock } from '../parsing/assemble-text.js';
import { type Numbering, readNumbering, sectionWords } from './clause-numbering.js';

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
  const places = blocks
    .filter(({ kind }) => kind !== 'table-row' && kind !== 'code')
    .flatMap((block) => placesIn(block));
  const marks = new ClauseStack().read(places);
  return isLegal(text, places, marks.length) ? marks : [];
}

interface Place {
  readonly start: number;
  readonly numbering: Numbering;
}

/** A line inside a block begins a clause only where the line before it ended one; others just happen to be wrapped there. */
const ENDS_CLAUSE = /(?:[.;:,)]|\b(?:and|or|und|oder|et|ou|y|o|e))\s*$/iu;

function placesIn(block: PlacedBlock): Place[] {
  const places: Place[] = [];
  let offset = 0;
  let previous: string | null = null;
  for (const line of block.text.split('\n')) {
    const isPossible = previous === null || ENDS_CLAUSE.test(previous);
    const numbering = isPossible
      ? readNumbering(line, block.kind === 'heading' || block.kind === 'list-item' ? block.kind : 'other')
      : null;
    if (numbering) places.push({ start: block.start + offset, numbering });
    offset += line.length + 1;
    previous = line;
  }
  return places;
}

function isLegal(text: string, places: readonly Place[], marks: number): boolean {
  if (marks === 0) return false;
  const count = (is: (numbering: Numbering) => boolean) => places.filter(({ numbering }) => is(numbering)).length;
  if (count(({ kind }) => kind === 'named' || kind === 'annex') >= ENOUGH_NAMED) return true;
  if (count((each) => each.kind === 'decimal' && each.depth > 1) >= ENOUGH_NESTED) return true;
  const words = text.slice(0, LOOKED_AT_CHARS).match(sectionWords)?.length ?? 0;
  return count(({ kind }) => kind === 'decimal') >= ENOUGH_NUMBERED && words >= ENOUGH_WORDS;
}

/** What is open above the next clause. */
class ClauseStack {
  #annex: string | null = null;
  #article: { label: string; number: string; isGerman: boolean } | null = null;
  #decimal: string | null = null;
  #top = 0;
  #number: string | null = null;
  #letter: string | null = null;
  #isRecital = false;

  read(places: readonly Place[]): ClauseMark[] {
    return places.flatMap(({ start, numbering }) => {
      const read = this.#next(numbering);
      return read ? [{ start, ...read }] : [];
    });
  }

  #next(numbering: Numbering): Omit<ClauseMark, 'start'> | null {
    switch (numbering.kind) {
      case 'annex':
        this.#close('annex');
        this.#annex = numbering.label;
        return { label: numbering.label, isMajor: true };
      case 'named':
        this.#close('article');
        this.#article = numbering;
        return { label: this.#within(numbering.label), isMajor: true };
      case 'recitals':
        this.#close('annex');
        this.#isRecital = true;
        return null;
      case 'decimal':
        return this.#decimalMark(numbering.number, numbering.depth);
      case 'bracketed':
        return this.#bracketedMark(numbering.mark);
    }
  }

  #decimalMark(number: string, depth: number): Omit<ClauseMark, 'start'> | null {
    const top = Number(number.split('.')[0]);
    // A plain number is a clause only where it goes on counting; otherwise it numbers items of a list.
    if (depth === 1 && top !== this.#top + 1) return null;
    if (depth === 1 || top > this.#top) this.#top = top;
    this.#close('decimal');
    this.#decimal = number;
    return { label: this.#base()!, isMajor: depth <= 2 };
  }

  #bracketedMark(mark: string): Omit<ClauseMark, 'start'> | null {
    if (this.#isRecital) return /^\d/.test(mark) ? { label: `Recital ${mark}`, isMajor: false } : null;
    const base = this.#base();
    if (base === null) return null;
    if (/^\d/.test(mark)) {
      this.#number = mark;
      this.#letter = null;
      return { label: this.#numbered(base), isMajor: false };
    }
    const numbered = this.#numbered(base);
    if (this.#letter !== null && isRoman(mark) && !follows(this.#letter, mark))
      return { label: `${numbered}(${this.#letter})(${mark})`, isMajor: false };
    this.#letter = mark;
    return { label: `${numbered}(${mark})`, isMajor: false };
  }

  #numbered(base: string): string {
    if (this.#number === null) return base;
    return this.#article?.isGerman && this.#decimal === null
      ? `${base} Abs. ${this.#number}`
      : `${base}(${this.#number})`;
  }

  /** The clause that brackets count within. */
  #base(): string | null {
    const { label = null, number = '' } = this.#article ?? {};
    if (this.#decimal === null) return label === null ? this.#annex : this.#within(label);
    if (label === null) return this.#within(this.#decimal);
    // "5.1" below "Article 5" repeats the article's number.
    if (this.#decimal.startsWith(`${number}.`)) return this.#within(label.replace(/\S+$/u, this.#decimal));
    return this.#within(`${label}, ${this.#decimal}`);
  }

  #within(label: string): string {
    return this.#annex === null ? label : `${this.#annex}, ${label}`;
  }

  #close(from: 'annex' | 'article' | 'decimal'): void {
    this.#isRecital = false;
    this.#number = null;
    this.#letter = null;
    if (from === 'decimal') return;
    this.#decimal = null;
    this.#top = 0;
    this.#article = null;
    if (from === 'annex') this.#annex = null;
  }
}

const isRoman = (mark: string): boolean => /^[ivxl]+$/.test(mark);

/** Whether one letter comes right after another, as `i` after `h`: then it is no Roman one. */
const follows = (letter: string, mark: string): boolean =>
  letter.length === 1 && mark.length === 1 && mark.charCodeAt(0) === letter.charCodeAt(0) + 1;
