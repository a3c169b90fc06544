import { Injectable } from '@nestjs/common';
import type { PageSpan, Passage, Visibility } from '#knowledge';
import { PassageRepository, type PlacedPassage } from '#library';
import { besideIn, sectionAround } from './section-around.js';

/** Hits whose sections are looked at: the best, because what surrounds the others is rarely read. */
const MOST_HITS = 3;
/** Chunks on each side. */
const REACH = 1;
/** A list may have begun that many chunks before one of its items. */
const REACH_BACK = 12;

/** Reads what stands around hits in their sections. */
@Injectable()
export class ReadSurroundings {
  constructor(private readonly passages: PassageRepository) {}

  /**
   * @param hits Best first.
   * @param asOf Sequence number, or null for now.
   * @returns Neighbours by the chunk id of their hit, nearest first, with the score of the hit. What may not be seen, or is not
   *   current at that moment, is not among them.
   */
  async of(
    visibility: Visibility,
    hits: readonly Passage[],
    asOf: number | null,
  ): Promise<ReadonlyMap<string, readonly Passage[]>> {
    const best = new Map(hits.slice(0, MOST_HITS).map((hit) => [hit.chunkId, hit]));
    const placed = await this.passages.around(visibility, [...best.keys()], { before: REACH, after: REACH }, asOf);
    return new Map(
      placed.flatMap((place): [string, Passage[]][] => {
        const hit = best.get(place.chunkId);
        if (!hit) return [];
        const score = { score: hit.score, scores: { keyword: 0, cosine: null } };
        const around = sectionAround(placed, place, 2 * REACH);
        return [[hit.chunkId, around.map(({ ordinal: _ordinal, ...one }) => ({ ...one, ...score }))]];
      }),
    );
  }

  /** Where the pages of revisions begin and end in their stored texts, by revision; absent for what may not be seen. */
  pagesOf(visibility: Visibility, revisionIds: readonly string[]): Promise<ReadonlyMap<string, readonly PageSpan[]>> {
    return this.passages.pagesOf(visibility, revisionIds);
  }

  /**
   * What the sections of passages hold before them, far back, and right after them, under the same rules.
   * @returns By chunk id, in reading order and without a gap, with the score of the passage.
   */
  async beside(
    visibility: Visibility,
    hits: readonly Passage[],
    asOf: number | null,
  ): Promise<ReadonlyMap<string, { readonly before: readonly Passage[]; readonly after: readonly Passage[] }>> {
    const byId = new Map(hits.map((hit) => [hit.chunkId, hit]));
    const reach = { before: REACH_BACK, after: REACH };
    const placed = await this.passages.around(visibility, [...byId.keys()], reach, asOf);
    return new Map(
      placed.flatMap((place) => {
        const hit = byId.get(place.chunkId);
        if (!hit) return [];
        const score = { score: hit.score, scores: { keyword: 0, cosine: null } };
        const { before, after } = besideIn(placed, place, REACH);
        const plain = ({ ordinal: _ordinal, ...one }: PlacedPassage): Passage => ({ ...one, ...score });
        return [[hit.chunkId, { before: before.map(plain), after: after.map(plain) }] as const];
      }),
    );
  }
}
