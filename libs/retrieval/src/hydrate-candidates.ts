import type { Visibility } from '#knowledge';
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
  for (let from = 0; from < ranked.length && distinct.count < wanted; from += pageSize)
    await readInto(distinct, reading, ranked.slice(from, from + pageSize));
  return distinct.passages().slice(0, wanted);
}

/**
 * Reads what a list by document needs, however far down the other passages of its documents are.
 * @param ranked Best first.
 * @param head How many of the best are read in any case.
 * @returns Passages in the order of the candidates, no two with the same words.
 */
export async function hydrateByDocument(
  reading: Reading,
  ranked: readonly RankedChunk[],
  head: number,
  { keyword, info }: IndexHits,
  gathering: Gathering,
): Promise<RetrievedPassage[]> {
  const distinct = new CopyCollapser();
  const sieve = new DocumentSieve(head, gathering);
  const documentOf = (chunkId: string) => info.get(chunkId)?.documentId ?? '';
  const page: RankedChunk[] = [];
  let hasReleased = false;
  const readPage = async () => {
    const asked = new Set(page.map(({ chunkId }) => documentOf(chunkId)));
    await readInto(distinct, reading, page.splice(0));
    const left = new Set(distinct.passages().map(({ documentId }) => documentId));
    for (const documentId of asked)
      if (!left.has(documentId)) {
        sieve.releases(documentId);
        hasReleased = true;
      }
  };
  // Again among those that found no place, where a document gave one back.
  for (let open: readonly RankedChunk[] = ranked; open.length > 0;) {
    hasReleased = false;
    const refused: RankedChunk[] = [];
    for (const candidate of open) {
      const isTaken = sieve.takes(documentOf(candidate.chunkId), keyword.has(candidate.chunkId));
      (isTaken ? page : refused).push(candidate);
      if (page.length >= head + SPARE_CANDIDATES) await readPage();
    }
    await readPage();
    open = hasReleased ? refused : [];
  }
  return distinct.passages();
}

async function readInto(
  distinct: CopyCollapser,
  { source, visibility, asOf, matcher }: Reading,
  candidates: readonly RankedChunk[],
): Promise<void> {
  if (candidates.length === 0) return;
  const ids = candidates.map(({ chunkId }) => chunkId);
  const stored = await source.hydrate(visibility, ids, { asOf });
  for (const { chunkId, score, keyword, cosine } of candidates) {
    const passage = stored.get(chunkId);
    if (passage && matcher.fits(passage)) distinct.add({ ...passage, score, scores: { keyword, cosine } });
  }
}
