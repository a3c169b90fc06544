import { Injectable } from '@nestjs/common';
import { AccessPolicy } from '#access';
import type { PassageView, SearchRequest, SearchResult } from '#contracts';
import type { Principal } from '#knowledge';
import { RetrievePassages, type RetrievedPassage, SearchScopes, momentOf } from '#retrieval';

/** Passages as a person is shown them, whichever door they come through. */
@Injectable()
export class SearchDesk {
  constructor(
    private readonly access: AccessPolicy,
    private readonly scopes: SearchScopes,
    private readonly retrieve: RetrievePassages,
  ) {}

  /** @throws CollectionNotFound, and what retrieval throws. */
  async search(principal: Principal, request: SearchRequest): Promise<SearchResult> {
    const started = performance.now();
    const visibility = await this.access.visibilityOf(principal);
    const scope = await this.scopes.resolve(
      visibility,
      request.collections,
      request.asOf ? momentOf(request.asOf) : null,
    );
    const { query, filter, mode, rerank, limit } = request;
    const found = await this.retrieve.run(visibility, {
      query,
      tables: scope.tables,
      embedder: scope.embedder,
      fusionWeight: scope.fusionWeight,
      collections: scope.collectionIds,
      filter,
      asOf: scope.asOf,
      mode,
      rerank,
      limit,
    });
    const timings = { ...found.timingsMs, total: performance.now() - started };
    return {
      passages: found.passages.map(viewPassage),
      coverage: { ...scope.coverage },
      mode: found.degraded ? 'keyword' : found.mode,
      rerank: found.rerank ? { ...found.rerank } : null,
      timings_ms: Object.fromEntries(Object.entries(timings).map(([name, ms]) => [name, Math.round(ms * 10) / 10])),
    };
  }
}

const viewPassage = (passage: RetrievedPassage, i: number): PassageView => ({
  rank: i + 1,
  score: passage.score,
  document: passage.documentId,
  revision: passage.revisionId,
  revisionNumber: passage.revision,
  title: passage.title,
  path: passage.path,
  page: passage.page,
  heading: passage.headingPath.join(' › '),
  text: passage.text,
  span: [passage.span.start, passage.span.end],
  isSuperseded: passage.isSuperseded,
  scores: { rerank: null, ...passage.scores },
  copies: (passage.copies ?? []).map(({ documentId, revisionId, title, path, page }) => {
    return { document: documentId, revision: revisionId, title, path, page };
  }),
});
