import { Injectable } from '@nestjs/common';
import { AccessPolicy } from '#access';
import type { LikenessWish, SearchRequest, SearchResult } from '#contracts';
import { AnswerRecordRepository, DecisionReaders } from '#decisions';
import { type Principal, type Visibility, ifFound } from '#knowledge';
import { CoverageRepository, DocumentRepository, PassageRepository } from '#library';
import {
  FindPassages,
  NO_BOOSTS,
  NothingLikeIt,
  type Retrieval,
  type SearchScope,
  type SearchWish,
  momentOf,
} from '#retrieval';
import { viewPartly } from '../library/coverage.view.js';
import { viewFacets, viewPassage } from './passage.view.js';

const MOST_LISTED = 20;

/** Passages as a person is shown them, whichever door they come through. */
@Injectable()
export class SearchDesk {
  constructor(
    private readonly access: AccessPolicy,
    private readonly readers: DecisionReaders,
    private readonly finding: FindPassages,
    private readonly documents: DocumentRepository,
    private readonly passages: PassageRepository,
    private readonly coverages: CoverageRepository,
    private readonly records: AnswerRecordRepository,
  ) {}

  /** @throws CollectionNotFound, NothingLikeIt, and what retrieval throws. */
  async search(principal: Principal, request: SearchRequest): Promise<SearchResult> {
    const started = performance.now();
    const visibility = await this.access.visibilityOf(principal);
    const {
      query,
      syntax,
      collections,
      documents,
      filter,
      asOf,
      mode,
      rerank,
      sort,
      halfLifeDays,
      diverse,
      facets,
      limit,
      perDocument,
    } = request;
    const { retrieval, passages, scope } = await this.finding.run(visibility, {
      ...{ query, syntax, collections, filter, mode, rerank, facets, limit, perDocument },
      asOf: asOf ? momentOf(asOf) : null,
      order: { sort, halfLifeDays, diverse },
      ...(documents.length > 0 && { documents }),
      ...(request.boosts && { boosts: request.boosts }),
      ...(request.like && { like: await this.exemplars(principal, visibility, request.like) }),
    });
    const timings = { ...retrieval.timingsMs, total: performance.now() - started };
    return {
      passages: passages.map(viewPassage),
      documents: retrieval.documents?.map(({ documentId, ...found }) => ({ document: documentId, ...found })) ?? null,
      coverage: await this.coverage(visibility, scope, passages),
      mode: retrieval.degraded ? 'keyword' : retrieval.mode,
      weights: { ...retrieval.weights, ...(retrieval.boosts ?? NO_BOOSTS) },
      rerank: viewRerank(retrieval.rerank),
      facets: retrieval.facets ? viewFacets(retrieval.facets) : null,
      timings_ms: Object.fromEntries(Object.entries(timings).map(([name, ms]) => [name, Math.round(ms * 10) / 10])),
    };
  }

  /** Of the documents read in part only those are named that something was found in. */
  private async coverage(
    visibility: Visibility,
    { collectionIds, asOf, coverage }: SearchScope,
    passages: readonly { readonly documentId: string }[],
  ): Promise<SearchResult['coverage']> {
    const { searched, unreadable, partly } = await coverage;
    const found = partly === 0 ? [] : passages.map(({ documentId }) => documentId);
    const listed =
      found.length === 0
        ? []
        : await this.coverages.partlyRead(visibility, collectionIds, found, {
            ...{ limit: MOST_LISTED, onlyFirst: true, asOf },
          });
    return { searched, unreadable, partly: viewPartly({ documents: partly, listed }, ({ title }) => title) };
  }

  /** What an id stands for: a document, else a revision, else a record that the person may read. */
  private async exemplars(
    principal: Principal,
    visibility: Visibility,
    { id, span: pair }: LikenessWish,
  ): Promise<NonNullable<SearchWish['like']>> {
    const span = pair ? { start: pair[0], end: pair[1] } : null;
    const document = await ifFound(this.documents.show(visibility, id));
    const revisionId = document?.current?.id;
    if (revisionId) return { exemplars: [{ revisionId, span }], words: '', exceptDocuments: [id] };
    const found = await ifFound(this.passages.revision(visibility, id));
    if (found)
      return { exemplars: [{ revisionId: id, span }], words: '', exceptDocuments: [found.revision.documentId] };
    // Records are private, also to who looks with their owner's eyes.
    if (principal.viewer) throw new NothingLikeIt();
    const record = await ifFound(this.records.show(await this.readers.of(principal), id));
    if (!record) throw new NothingLikeIt();
    const cited = record.body.trace.citations.map(({ revisionId: cites, span: at }) => ({
      revisionId: cites,
      span: at,
    }));
    return { exemplars: cited, words: record.question, exceptDocuments: [] };
  }
}

function viewRerank(report: Retrieval['rerank']): SearchResult['rerank'] {
  if (!report) return null;
  const { model, outcome, passages, ms } = report;
  return { model, outcome, passages, ms };
}
