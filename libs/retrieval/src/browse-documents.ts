import { Injectable } from '@nestjs/common';
import { type Visibility, chunkId } from '#knowledge';
import { SearchIndex, unspecifiedLexicon } from '#search-index';
import type { RetrievedPassage } from './collapse-copies.js';
import { CountMatches } from './count-matches.js';
import { PassageSource } from './passage-source.port.js';
import { PassageMatcher, type QueryPlan } from './query/index.js';
import type { Retrieval, RetrievalRequest } from './retrieval.js';

/** Passages looked at; a library that has more of what was asked for is told to be counted in part. */
const MOST_ROWS = 20_000;

/** Answers a query of operators alone: the documents that fit, newest first, each by its first passage. */
@Injectable()
export class BrowseDocuments {
  constructor(
    private readonly index: SearchIndex,
    private readonly source: PassageSource,
    private readonly counting: CountMatches,
  ) {}

  async run(visibility: Visibility, request: RetrievalRequest, plan: QueryPlan): Promise<Retrieval> {
    const started = performance.now();
    const { tables, collections, filter, conditions = [], asOf, mode, limit } = request;
    const scope = { tables, visibility, filter, asOf, conditions: [...plan.conditions, ...conditions] };
    const rows = await this.index.list(
      { ...scope, ...(collections.length > 0 && { collectionIds: collections }) },
      MOST_ROWS,
    );
    const searched = performance.now();
    const revisions = [...new Set(rows.map(({ revisionId }) => revisionId))];
    const passages = await this.newest(
      visibility,
      revisions,
      request,
      new PassageMatcher(plan, request.lexicon ?? unspecifiedLexicon()),
    );
    const facets = request.facets
      ? await this.counting.ofRevisions(visibility, revisions, asOf, rows.length >= MOST_ROWS)
      : null;
    const ended = performance.now();
    const shown = passages.slice(0, limit);
    return {
      passages: shown,
      ...(request.perDocument && {
        documents: shown.map(({ documentId }) => ({ documentId, passages: 1, hasMore: false })),
      }),
      mode,
      timingsMs: { embed: 0, search: searched - started, hydrate: ended - searched, total: ended - started },
      embedder: null,
      weights: { keyword: 0, vector: 0 },
      rerank: null,
      facets,
    };
  }

  private async newest(
    visibility: Visibility,
    revisionIds: readonly string[],
    { asOf, limit }: RetrievalRequest,
    matcher: PassageMatcher,
  ): Promise<RetrievedPassage[]> {
    const about = await this.source.describe(visibility, revisionIds, { asOf });
    const dated = [...about].map(([id, { date }]) => ({ id, date: date ?? '' }));
    dated.sort((a, b) => b.date.localeCompare(a.date) || a.id.localeCompare(b.id));
    const found: RetrievedPassage[] = [];
    for (let from = 0; from < dated.length && found.length < limit; from += limit) {
      const ids = dated.slice(from, from + limit).map(({ id }) => chunkId(id, 0));
      const stored = await this.source.hydrate(visibility, ids, { asOf });
      for (const id of ids) {
        const passage = stored.get(id);
        if (passage && matcher.fits(passage))
          found.push({ ...passage, score: 0, scores: { keyword: 0, cosine: null } });
      }
    }
    return found;
  }
}
