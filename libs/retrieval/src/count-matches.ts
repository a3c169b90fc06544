import { Injectable } from '@nestjs/common';
import type { Visibility } from '#knowledge';
import type { IndexHits } from '#search-index';
import { type Facets, countFacets } from './facets.js';
import { PassageSource } from './passage-source.port.js';
import type { PassageMatcher } from './query/index.js';
import type { RetrievalRequest } from './retrieval.js';

/** Says what the matches of a search are, by collection, type, author and so on, inside the asker's visibility. */
@Injectable()
export class CountMatches {
  constructor(private readonly source: PassageSource) {}

  /**
   * What has a word of the query is a match; where none has (or none was searched for), what is nearest to it.
   * @param depth Candidates beyond which the count is told to be partial.
   */
  async among(
    visibility: Visibility,
    { asOf }: Pick<RetrievalRequest, 'asOf'>,
    matcher: PassageMatcher,
    { keyword, cosine, info }: IndexHits,
    depth: number,
  ): Promise<Facets> {
    const candidates = [...(keyword.size > 0 ? keyword : cosine).keys()];
    const fitting = matcher.isStrict ? await this.fitting(visibility, candidates, asOf, matcher) : candidates;
    return this.ofRevisions(
      visibility,
      fitting.map((id) => info.get(id)!.revisionId),
      asOf,
      candidates.length >= depth,
    );
  }

  /** @param revisionIds Hidden ones, and those that are not current, are not counted. */
  async ofRevisions(
    visibility: Visibility,
    revisionIds: readonly string[],
    asOf: number | null,
    isPartial: boolean,
  ): Promise<Facets> {
    const found = await this.source.describe(visibility, [...new Set(revisionIds)], { asOf });
    return countFacets([...found.values()], isPartial);
  }

  private async fitting(
    visibility: Visibility,
    chunkIds: readonly string[],
    asOf: number | null,
    matcher: PassageMatcher,
  ): Promise<string[]> {
    const stored = await this.source.hydrate(visibility, chunkIds, { asOf });
    return [...stored.values()].filter((passage) => matcher.fits(passage)).map(({ chunkId }) => chunkId);
  }
}
