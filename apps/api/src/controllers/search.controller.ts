import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { AccessPolicy } from '#access';
import { type PassageView, type SearchRequest, type SearchResult, searchRequest } from '#contracts';
import type { Passage, Principal } from '#knowledge';
import { RetrievePassages, SearchScopes } from '#retrieval';
import { Asker } from '../http/auth.guard.js';

@Controller('api/v1/search')
export class SearchController {
  constructor(
    private readonly access: AccessPolicy,
    private readonly scopes: SearchScopes,
    private readonly retrieve: RetrievePassages,
  ) {}

  @Post()
  @HttpCode(200)
  async search(
    @Asker() principal: Principal,
    @Body({ schema: searchRequest }) request: SearchRequest,
  ): Promise<SearchResult> {
    const started = performance.now();
    const visibility = await this.access.visibilityOf(principal);
    const scope = await this.scopes.resolve(
      visibility,
      request.collections,
      request.asOf ? momentOf(request.asOf) : null,
    );
    const { query, filter, mode, limit } = request;
    const found = await this.retrieve.run(visibility, {
      query,
      tables: scope.tables,
      embedder: scope.embedder,
      collections: scope.collectionIds,
      filter,
      asOf: scope.asOf,
      mode,
      limit,
    });
    const timings = { ...found.timingsMs, total: performance.now() - started };
    return {
      passages: found.passages.map(viewPassage),
      coverage: { ...scope.coverage },
      mode: found.degraded ? 'keyword' : found.mode,
      timings_ms: Object.fromEntries(Object.entries(timings).map(([name, ms]) => [name, Math.round(ms * 10) / 10])),
    };
  }
}

/** A date alone means the end of that day, so that what became valid during it counts. */
const momentOf = (asOf: string): Date => new Date(/^\d{4}-\d{2}-\d{2}$/.test(asOf) ? `${asOf}T23:59:59.999Z` : asOf);

const viewPassage = (passage: Passage, i: number): PassageView => ({
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
});
