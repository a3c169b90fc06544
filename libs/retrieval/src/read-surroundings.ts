import { Injectable } from '@nestjs/common';
import type { Passage, Visibility } from '#knowledge';
import { PassageRepository } from '#library';
import { sectionAround } from './section-around.js';

/** Hits whose sections are looked at: the best, because what surrounds the others is rarely read. */
const MOST_HITS = 3;
/** Chunks on each side. */
const REACH = 1;

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
    const placed = await this.passages.around(visibility, [...best.keys()], REACH, asOf);
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
}
