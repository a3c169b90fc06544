import type { CoverageNote } from './document.js';

/** First and last page of a stretch, both included, from 1. */
export type PageRange = readonly [first: number, last: number];

/**
 * What a gap is about: `text` was there and was not read, or could not be; `pictures` may hold words that nobody looked at;
 * `other` is what surrounds the text.
 */
export type GapKind = 'text' | 'pictures' | 'other';

/** One kind of thing that was not read. */
export interface CoverageGap {
  /** As in the notes, for example `page.no_text`. */
  readonly code: string;
  readonly kind: GapKind;
  /** How many pages, pictures, files or whatever the code is about; at least 1. */
  readonly count: number;
  /** Where, ascending; empty for what lies on no page, at most {@link MOST_RANGES}, the rest only counted. */
  readonly pages: readonly PageRange[];
}

/** What was read of a revision, and what was not. */
export interface RevisionCoverage {
  /** Pages, slides, sheets, chapters or images of the file, whichever it has; 1 where it has none. */
  readonly pages: number;
  /** Of those, how many were not read at all or hold no text. */
  readonly unreadPages: number;
  /** One entry a code, `text` first; empty when everything was read. */
  readonly gaps: readonly CoverageGap[];
  /** Pages read by character recognition with its confidence in percent, ascending. */
  readonly recognised: readonly (readonly [page: number, confidence: number])[];
  /** Files inside it that became documents; null for what holds no files. */
  readonly members: number | null;
}

/** Ranges of pages that are named for one gap; more would not be read by anybody. */
export const MOST_RANGES = 100;

/** Gaps by the code of their notes, worst first. Notes with other codes say how something was read, not that it was not. */
const KINDS: ReadonlyMap<string, GapKind> = new Map([
  ['page.unreadable', 'text'],
  ['page.garbled', 'text'],
  ['ocr.not_reached', 'text'],
  ['page.no_text', 'text'],
  ['sheet.cut', 'text'],
  ['formula.no_result', 'text'],
  ['part.missing', 'text'],
  ['part.cut', 'text'],
  ['member.not_read', 'text'],
  ['member.place_taken', 'text'],
  ['attachment.skipped', 'text'],
  ['comments.skipped', 'text'],
  ['docx.comments_skipped', 'text'],
  ['image.skipped', 'pictures'],
  ['chart.skipped', 'pictures'],
  ['text.hidden', 'other'],
  ['docx.element_skipped', 'other'],
]);
const ORDER = [...KINDS.keys()];
/** Gaps that are whole pages. */
const WHOLE_PAGES: ReadonlySet<string> = new Set([
  'page.unreadable',
  'page.garbled',
  'ocr.not_reached',
  'page.no_text',
]);
/** How a page read by recognition was noted before confidence was kept as a number. */
const SAID_CONFIDENCE = /confidence (\d{1,3}) %/;

/** Whether text of it is missing; pictures alone do not make it so. */
export const isPartlyRead = ({ gaps }: Pick<RevisionCoverage, 'gaps'>): boolean =>
  gaps.some(({ kind }) => kind === 'text');

/**
 * Sum up the notes of a reading.
 * @param notes All of them, before any is left out for length.
 * @param members Files inside that became documents; null for what holds none.
 */
export function coverageOf(
  notes: readonly CoverageNote[],
  pageCount: number,
  members: number | null = null,
): RevisionCoverage {
  const byCode = new Map<string, CoverageNote[]>();
  for (const note of notes) {
    const known = byCode.get(note.code);
    if (known) known.push(note);
    else if (KINDS.has(note.code)) byCode.set(note.code, [note]);
  }
  const gaps = [...byCode]
    .sort(([a], [b]) => ORDER.indexOf(a) - ORDER.indexOf(b))
    .map(([code, found]) => gapOf(code, found));
  const unread = new Set(
    notes.flatMap(({ code, page }) => (page !== undefined && WHOLE_PAGES.has(code) ? [page] : [])),
  );
  const recognised = notes.flatMap(({ code, page, message, confidence }) => {
    if (page === undefined || (code !== 'ocr.page' && code !== 'ocr.low_confidence')) return [];
    return [[page, Math.round(confidence ?? Number(SAID_CONFIDENCE.exec(message)?.[1] ?? 0))] as const];
  });
  return {
    pages: pageCount,
    unreadPages: unread.size,
    gaps,
    recognised: recognised.sort(([a], [b]) => a - b),
    members,
  };
}

function gapOf(code: string, notes: readonly CoverageNote[]): CoverageGap {
  return {
    code,
    kind: KINDS.get(code)!,
    count: notes.reduce((sum, { count }) => sum + (count ?? 1), 0),
    pages: rangesOf(notes.flatMap(({ page }) => page ?? [])).slice(0, MOST_RANGES),
  };
}

/** The same reading with more notes that came to light afterwards, and what became of the files inside. */
export function coverageWith(
  coverage: RevisionCoverage,
  notes: readonly CoverageNote[],
  members: number | null,
): RevisionCoverage {
  const more = coverageOf(notes, coverage.pages);
  const fresh = more.gaps.filter(({ code }) => coverage.gaps.every((gap) => gap.code !== code));
  const grown = coverage.gaps.map((gap) => {
    const also = more.gaps.find(({ code }) => code === gap.code);
    return also ? { ...gap, count: gap.count + also.count } : gap;
  });
  const gaps = [...grown, ...fresh].sort((a, b) => ORDER.indexOf(a.code) - ORDER.indexOf(b.code));
  return { ...coverage, gaps, members };
}

/** Page numbers, in any order and with repetitions, as stretches. */
export function rangesOf(pages: readonly number[]): PageRange[] {
  const ranges: [number, number][] = [];
  for (const page of [...new Set(pages)].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last && last[1] === page - 1) last[1] = page;
    else ranges.push([page, page]);
  }
  return ranges;
}
