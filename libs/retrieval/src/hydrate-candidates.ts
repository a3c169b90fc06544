import type { Passage, Visibility } from '#knowledge';
import type { IndexHits } from '#search-index';
import type { RankedChunk } from './blend-scores.js';
import { CopyCollapser, type RetrievedPassage } from './collapse-copies.js';
import { DocumentSieve, type Gathering } from './gather-documents.js';
import type { PassageSource } from './passage-source.port.js';
import type { PassageMatcher } from './query/index.js';

/** More are read than wanted, so that a few gone or repeated ones cost no second round. */
const SPARE_CANDIDATES = 10;

/** What is the same for every candidate of a search. */
export interface Reading {
  readonly source: PassageSource;
  readonly visibility: Visibility;
  /** Sequence number, or null for now. */
  readonly asOf: number | null;
  readonly matcher: PassageMatcher;
}

/**
 * Reads the words in pages, because some candidates may be gone, copies or no match, until there are enough or none is left.
 * @param ranked Best first.
 * @returns At most so many passages as are wanted, in the order of the candidates, no two with the same words.
 */
export async function hydrateBest(
  reading: Reading,
  ranked: readonly RankedChunk[],
  wanted: number,
): Promise<RetrievedPassage[]> {
  const distinct = new CopyCollapser();
  const pageSize = wanted + SPARE_CANDIDATES;
  for (let from = 0; from < ranked.length && distinct.count < wanted; from += pageSize) {
    const fitting = await readFitting(reading, ranked.slice(from, from + pageSize));
    for (const passage of fitting.values()) distinct.add(passage);
  }
  return distinct.passages().slice(0, wanted);
}

/**
 * Reads what a list by document needs, however far down the other passages of its documents are. No candidate is read twice.
 * @param ranked Best first.
 * @param head How many of the best are read in any case.
 * @returns Passages in the order of the candidates, no two with the same words.
 */
export async function hydrateByDocument(
  reading: Reading,
  ranked: readonly RankedChunk[],
  head: number,
  hits: IndexHits,
  gathering: Gathering,
): Promise<RetrievedPassage[]> {
  const distinct = new CopyCollapser();
  const sieve = new DocumentSieve(head, gathering);
  const isMatch = matchesIn(hits);
  const known = new Map<string, Passage | null>();
  const isUnread = ({ chunkId }: RankedChunk) => !known.has(chunkId);
  const facts = ({ chunkId }: { readonly chunkId: string }) => {
    return { documentId: hits.info.get(chunkId)?.documentId ?? '', isMatch: isMatch(chunkId) };
  };
  const pageSize = head + SPARE_CANDIDATES;
  let open = ranked;
  // From the best again after each page: what was gone, no match or a copy gave its place back.
  for (;;) {
    const { page, left } = nextPage(open, pageSize, (candidate) => sieve.takes(facts(candidate)));
    if (page.length === 0) break;
    // Whole pages, so that places that are given back one by one don't cost a round each.
    const unread = page.some(isUnread) ? [...page, ...left].filter(isUnread).slice(0, pageSize) : [];
    const fitting = await readFitting(reading, unread);
    for (const { chunkId } of unread) known.set(chunkId, fitting.get(chunkId) ?? null);
    for (const { chunkId } of page) {
      const passage = known.get(chunkId);
      if (passage) distinct.add(passage);
    }
    sieve.keeps(distinct.passages().map(facts));
    open = left.filter(({ chunkId }) => known.get(chunkId) !== null);
  }
  const rankOf = new Map(ranked.map(({ chunkId }, rank) => [chunkId, rank]));
  return distinct.passages().sort((a, b) => rankOf.get(a.chunkId)! - rankOf.get(b.chunkId)!);
}

/** Which candidates are worth being listed below a better one of their document: those with a word that was asked for, or all if none has. */
export const matchesIn =
  ({ keyword }: Pick<IndexHits, 'keyword'>) =>
  (chunkId: string): boolean =>
    keyword.size === 0 || keyword.has(chunkId);

/** The best that are taken, at most as many as a page has, and what is left, in its order. */
function nextPage(
  open: readonly RankedChunk[],
  pageSize: number,
  takes: (candidate: RankedChunk) => boolean,
): { page: RankedChunk[]; left: RankedChunk[] } {
  const page: RankedChunk[] = [];
  const left: RankedChunk[] = [];
  for (const candidate of open) (page.length < pageSize && takes(candidate) ? page : left).push(candidate);
  return { page, left };
}

/** Those candidates that are there and fit, by id, in their order. */
async function readFitting(
  { source, visibility, asOf, matcher }: Reading,
  candidates: readonly RankedChunk[],
): Promise<Map<string, Passage>> {
  const fitting = new Map<string, Passage>();
  if (candidates.length === 0) return fitting;
  const ids = candidates.map(({ chunkId }) => chunkId);
  const stored = await source.hydrate(visibility, ids, { asOf });
  for (const { chunkId, score, keyword, cosine } of candidates) {
    const passage = stored.get(chunkId);
    if (passage && matcher.fits(passage)) fitting.set(chunkId, { ...passage, score, scores: { keyword, cosine } });
  }
  return fitting;
}
