import { type ClausePlace, pageAt, type Span } from '#knowledge';
import type { AssembledText, PlacedBlock } from '../parsing/assemble-text.js';
import type { BlockKind } from '../parsing/parsed-document.js';
import { type ClauseMark, clauseMarks } from './clause-marks.js';
import { contextualText, pathHeading } from './contextual-text.js';
import { estimateTokens } from './estimate-tokens.js';
import { splitToFit, trimmed } from './split-text.js';

/** Raised whenever the same text would be cut differently, so that old chunks can be told from new ones. */
export const CHUNKER_VERSION = 4;

/** How large chunks may be, in tokens by the given estimate. */
export interface ChunkOptions {
  /** Neighbours are packed together up to this size. */
  readonly targetTokens: number;
  /** No chunk is larger, headings above it included. At least 32. */
  readonly maxTokens: number;
  readonly estimateTokens: (text: string) => number;
}

/** What neighbours are packed up to where the embedder can read more; at most two thirds of what it reads. */
export const DEFAULT_TARGET_TOKENS = 320;
const DEFAULT_MAX_TOKENS = 480;

/** The usual sizes, within what an embedder can take. */
export function chunkSizesFor(embedderContextTokens: number): Pick<ChunkOptions, 'targetTokens' | 'maxTokens'> {
  const maxTokens = Math.max(32, Math.min(embedderContextTokens, DEFAULT_MAX_TOKENS));
  return { targetTokens: Math.min(DEFAULT_TARGET_TOKENS, Math.floor((maxTokens * 2) / 3)), maxTokens };
}

/** What fits every embedder with a context of 512 tokens, a title included. */
export const CHUNK_LIMITS: ChunkOptions = { ...chunkSizesFor(DEFAULT_MAX_TOKENS), estimateTokens };

/** A chunk before it has an id. */
export interface ChunkDraft extends Span {
  /** Pages of the first and last character, from 1. */
  readonly page: number;
  readonly lastPage: number;
  /** Outermost first; ends with the chunk's own heading. A chunk of several short sections has what they share. */
  readonly headingPath: readonly string[];
  /** Estimated tokens of the text with its heading path. */
  readonly tokens: number;
  /** The clauses of a legal text that it lies in, the one in force at its start first; empty in others. */
  readonly clauses: readonly ClausePlace[];
  /** Set when the chunk is of one kind throughout. */
  readonly kind?: BlockKind;
}

interface Heading {
  readonly level: number;
  readonly text: string;
}

/** Blocks under one heading, the headings that lead to it included. */
interface Section {
  readonly path: readonly string[];
  readonly blocks: PlacedBlock[];
}

interface OpenChunk {
  readonly span: Span;
  readonly kinds: ReadonlySet<BlockKind>;
  readonly isOnlyHeadings: boolean;
}

interface Draft extends Span {
  readonly path: readonly string[];
  /** Path under which short neighbours may join. */
  readonly parent: readonly string[];
  readonly kinds: ReadonlySet<BlockKind>;
  readonly tokens: number;
}

/**
 * Cut a text into the passages that are embedded, searched and cited.
 *
 * Sections stay apart unless they are tiny; paragraphs, list items and table rows stay whole unless one alone is too large (then
 * sentences, words, graphemes, in that order); short neighbours are packed together. A heading goes with what follows it.
 * In contracts, laws and policies every clause begins a chunk, and sub-clauses stay with theirs as long as they fit.
 * Every character that is not white space lies in exactly one chunk; chunks are in order, do not overlap
 * and never part a surrogate pair. Same input, same chunks.
 */
export function chunkText(
  { text, blocks, pages }: AssembledText,
  options: ChunkOptions,
  marks: readonly ClauseMark[] = clauseMarks(text, blocks),
): ChunkDraft[] {
  const majors = marks.filter(({ isMajor }) => isMajor).map(({ start }) => start);
  const begins = new Set(majors);
  const starts = marks.map(({ start }) => start);
  const drafts = sectionsOf(blocks).flatMap((section) => new SectionPacker(text, section, options, begins).drafts);
  return joinTiny(text, drafts, options, majors).map(({ start, end, path, kinds, tokens }) => ({
    start,
    end,
    page: pageAt(pages, start),
    lastPage: pageAt(pages, end - 1),
    headingPath: path,
    clauses: clausesIn(marks, starts, start, end),
    tokens,
    ...(kinds.size === 1 && { kind: [...kinds][0]! }),
  }));
}

/** The clause in force at the start of a range, and those that begin within it. */
function clausesIn(marks: readonly ClauseMark[], starts: readonly number[], start: number, end: number): ClausePlace[] {
  const first = firstFrom(starts, start + 1);
  const before = marks[first - 1];
  const within = marks.slice(first, firstFrom(starts, end));
  return [...(before ? [{ ...before, start }] : []), ...within].map((mark) => ({
    start: mark.start,
    label: mark.label,
  }));
}

/** Index of the first of ascending offsets that is at or behind a place; their number where none is. */
function firstFrom(offsets: readonly number[], place: number): number {
  let [low, high] = [0, offsets.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (offsets[middle]! < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A heading directly below another starts no section of its own: both lead the section of the deeper one. */
function sectionsOf(blocks: readonly PlacedBlock[]): Section[] {
  const sections: Section[] = [];
  let path: Heading[] = [];
  let previous: PlacedBlock | undefined;
  for (const block of blocks) {
    if (block.kind === 'heading') {
      const level = block.level ?? 1;
      const descends = previous?.kind === 'heading' && level > (previous.level ?? 1);
      path = [...path.filter((heading) => heading.level < level), { level, text: pathHeading(block.text) }];
      const names = path.map((heading) => heading.text);
      const open = sections.at(-1);
      if (descends && open) sections[sections.length - 1] = { path: names, blocks: [...open.blocks, block] };
      else sections.push({ path: names, blocks: [block] });
    } else {
      if (sections.length === 0) sections.push({ path: [], blocks: [] });
      sections.at(-1)!.blocks.push(block);
    }
    previous = block;
  }
  return sections;
}

/** Fills chunks with the blocks of one section. */
class SectionPacker {
  readonly #drafts: Draft[] = [];
  readonly #path: readonly string[];
  #open: OpenChunk | null = null;

  constructor(
    private readonly text: string,
    section: Section,
    private readonly options: ChunkOptions,
    private readonly begins: ReadonlySet<number>,
  ) {
    this.#path = affordablePath(section.path, options);
    for (const block of section.blocks) this.#add(block);
    this.#close();
  }

  get drafts(): readonly Draft[] {
    return this.#drafts;
  }

  #add(block: PlacedBlock): void {
    const isHeading = block.kind === 'heading';
    if (this.begins.has(block.start) && this.#open && !this.#open.isOnlyHeadings) this.#close();
    const open = this.#open;
    const whole: Span = { start: open?.span.start ?? block.start, end: block.end };
    const limit = open && !open.isOnlyHeadings ? this.options.targetTokens : this.options.maxTokens;
    if (this.#measure(whole) <= limit) {
      this.#open = {
        span: whole,
        kinds: new Set([...(open?.kinds ?? []), block.kind]),
        isOnlyHeadings: isHeading && (open?.isOnlyHeadings ?? true),
      };
      return;
    }
    const waits = open !== null && open.isOnlyHeadings && !isHeading;
    const lead = waits && this.#measure(open.span) <= this.options.targetTokens / 2 ? open.span : null;
    if (!lead) this.#close();
    if (!lead && this.#measure(block) <= this.options.maxTokens) {
      this.#open = {
        span: { start: block.start, end: block.end },
        kinds: new Set([block.kind]),
        isOnlyHeadings: isHeading,
      };
      return;
    }
    this.#open = null;
    for (const piece of this.#cut(block, lead?.start ?? block.start)) this.#push(piece, new Set([block.kind]));
  }

  /** Pieces of a block that is too large for one chunk; the headings before it, from `start` on, lead the first piece. */
  #cut(block: PlacedBlock, start: number): Span[] {
    const led = (span: Span): Span => (span.start === block.start ? { start, end: span.end } : span);
    const fits = (span: Span) => this.#measure(led(span)) <= this.options.targetTokens;
    const pieces = splitToFit(this.text, trimmed(this.text, block), block.kind === 'code' ? 'line' : 'sentence', fits);
    return pieces.map((piece, index) => (index === 0 ? { start, end: piece.end } : piece));
  }

  #close(): void {
    if (this.#open) this.#push(this.#open.span, this.#open.kinds);
    this.#open = null;
  }

  #push(span: Span, kinds: ReadonlySet<BlockKind>): void {
    this.#drafts.push({
      ...span,
      path: this.#path,
      parent: this.#path.slice(0, -1),
      kinds,
      tokens: this.#measure(span),
    });
  }

  #measure(span: Span): number {
    return this.options.estimateTokens(contextualText(null, this.#path, this.text.slice(span.start, span.end)));
  }
}

/** Headings may take a third of a chunk at most: outer ones give way first. */
function affordablePath(path: readonly string[], options: ChunkOptions): readonly string[] {
  let kept = path;
  while (kept.length > 0 && options.estimateTokens(kept.join(' > ')) > options.maxTokens / 3) kept = kept.slice(1);
  return kept;
}

/** Tiny chunks join a neighbour of their own section, or the next one under the same parent within the target. */
function joinTiny(text: string, drafts: readonly Draft[], options: ChunkOptions, majors: readonly number[]): Draft[] {
  const joined: Draft[] = [];
  for (const next of drafts) {
    const last = joined.at(-1);
    const both = last && !partsClauses(last, next, majors) && joinIfTiny(text, last, next, options);
    if (both) joined[joined.length - 1] = both;
    else joined.push(next);
  }
  return joined;
}

/** Clauses stay apart however short they are; only headings go with the clause below them. */
const partsClauses = (last: Draft, next: Draft, majors: readonly number[]): boolean =>
  [...last.kinds].some((kind) => kind !== 'heading') && (majors[firstFrom(majors, next.start)] ?? Infinity) < next.end;

function joinIfTiny(text: string, last: Draft, next: Draft, options: ChunkOptions): Draft | null {
  const tiny = options.targetTokens / 5;
  const isSameSection = last.path === next.path;
  const isWorthIt =
    last.tokens < tiny || (next.tokens < tiny && (isSameSection || last.tokens < options.targetTokens / 2));
  if (!isWorthIt || !startsWith(next.path, last.parent) || next.path.length < last.path.length) return null;
  const both = merged(text, last, next, last.tokens < tiny, options);
  return both.tokens <= (isSameSection ? options.maxTokens : options.targetTokens) ? both : null;
}

/** A tiny lead-in goes under the deeper heading that it leads to; sections side by side keep the headings they share. */
function merged(text: string, first: Draft, second: Draft, isLeadIn: boolean, options: ChunkOptions): Draft {
  const span: Span = { start: first.start, end: second.end };
  const path = isLeadIn && startsWith(second.path, first.path) ? second.path : sharedStart(first.path, second.path);
  const parent = path === second.path ? second.parent : first.parent;
  const tokens = options.estimateTokens(contextualText(null, path, text.slice(span.start, span.end)));
  return { ...span, path, parent, kinds: new Set([...first.kinds, ...second.kinds]), tokens };
}

function sharedStart(first: readonly string[], second: readonly string[]): readonly string[] {
  const differs = first.findIndex((heading, index) => heading !== second[index]);
  return differs < 0 ? first : first.slice(0, differs);
}

function startsWith(path: readonly string[], start: readonly string[]): boolean {
  return start.every((heading, index) => path[index] === heading);
}
