import { Injectable } from '@nestjs/common';
import type { Metadata, Visibility } from '#knowledge';
import { RevisionFactsRepository } from '#library';
import { type RowCondition, type RowTest, formsOf, wholeLabel } from '#search-index';
import type { Boosts } from './boost-passages.js';
import type { RetrievedPassage } from './collapse-copies.js';
import { type Exemplar, FindLikeness } from './find-likeness.use-case.js';
import type { PassageOrder } from './order-passages.js';
import { type Highlights, PassageMatcher, type QueryPlan, parseQuery, plainPlan, planQuery } from './query/index.js';
import { NothingLikeIt } from './query/query-errors.js';
import type { Retrieval, RetrievalMode } from './retrieval.js';
import { RetrievePassages } from './retrieve-passages.use-case.js';
import { type SearchScope, SearchScopes } from './search-scope.js';

/** A search as a person states it. */
export interface SearchWish {
  readonly query: string;
  /** `plain`: every character is searched for, and there are no operators. */
  readonly syntax: 'operators' | 'plain';
  /** Find the like of these instead of, or narrowed by, the query; documents named here are not their own like. */
  readonly like?: {
    readonly exemplars: readonly Exemplar[];
    readonly words: string;
    readonly exceptDocuments: readonly string[];
  };
  /** Collections by name or id; none means those that the query names, or all. */
  readonly collections: readonly string[];
  readonly filter: Metadata;
  readonly asOf: Date | null;
  readonly mode: RetrievalMode;
  readonly rerank: 'auto' | 'off';
  readonly order: PassageOrder;
  readonly boosts?: Partial<Boosts>;
  readonly facets: boolean;
  readonly limit: number;
  /** Put together by document, at most so many of each; `limit` is of documents then. */
  readonly perDocument?: number | null;
  /** Only these documents. */
  readonly documents?: readonly string[];
  readonly needsAllTerms?: boolean;
}

/** A passage with what in it matched. */
export interface FoundPassage extends RetrievedPassage {
  readonly highlights: Highlights;
}

/** What a search found, and what it looked through. */
export interface FoundPassages {
  readonly retrieval: Retrieval;
  readonly passages: readonly FoundPassage[];
  readonly scope: SearchScope;
}

/** A search with operators, as people and programs put it: read, resolved inside a visibility, run, and highlighted. */
@Injectable()
export class FindPassages {
  constructor(
    private readonly scopes: SearchScopes,
    private readonly retrieve: RetrievePassages,
    private readonly likenesses: FindLikeness,
    private readonly facts: RevisionFactsRepository,
  ) {}

  /** @throws BadOperator, OnlyExclusions, PhraseTooCommon, NothingLikeIt, CollectionNotFound; what retrieval throws. */
  async run(visibility: Visibility, wish: SearchWish): Promise<FoundPassages> {
    const plan = wish.syntax === 'plain' ? plainPlan(wish.query) : planQuery(parseQuery(wish.query));
    const named = wish.collections.length > 0 ? wish.collections : plan.collections;
    const scope = await this.scopes.resolve(visibility, named, wish.asOf);
    const like = wish.like && (await this.likenessOf(visibility, wish.like, plan, scope));
    const { query, filter, mode, rerank, order, facets, limit, perDocument, needsAllTerms, boosts } = wish;
    const { tables, embedder, lexicon, fusionWeight, collectionIds: collections, asOf } = scope;
    const retrieval = await this.retrieve.run(visibility, {
      ...{ query, plan, tables, embedder, lexicon, fusionWeight, collections, filter, asOf },
      ...{ mode, rerank, order, facets, limit },
      ...(perDocument && { perDocument }),
      ...(like && { like }),
      ...(boosts && { boosts }),
      ...(needsAllTerms && { needsAllTerms }),
      conditions: await this.conditionsOf(visibility, wish, plan),
    });
    const matcher = new PassageMatcher(plan, lexicon, formsOf(like?.terms ?? []));
    const passages = retrieval.passages.map((passage) => ({ ...passage, highlights: matcher.highlights(passage) }));
    return { retrieval, passages, scope };
  }

  private async likenessOf(
    visibility: Visibility,
    { exemplars, words }: NonNullable<SearchWish['like']>,
    plan: QueryPlan,
    { tables, lexicon }: SearchScope,
  ) {
    const like = await this.likenesses.of(visibility, exemplars, words, { tables, lexicon });
    if (!like) throw new NothingLikeIt();
    // Words beside a likeness steer it.
    return { ...like, terms: [...like.terms, ...lexicon.words(plan.text)] };
  }

  private async conditionsOf(visibility: Visibility, wish: SearchWish, plan: QueryPlan): Promise<RowCondition[]> {
    const { collections, documents, like } = wish;
    const [within, without, matters, notMatters] = await Promise.all([
      collections.length > 0 ? this.scopes.idsOf(visibility, plan.collections) : [],
      this.scopes.idsOf(visibility, plan.excludedCollections),
      this.underMatters(visibility, plan.matters),
      this.underMatters(visibility, plan.excludedMatters),
    ]);
    return [
      ...(matters ? [{ anyOf: matters }] : []),
      ...(notMatters ? [{ anyOf: notMatters, isExcluded: true }] : []),
      ...(within.length > 0 ? [{ anyOf: [{ collections: within }] }] : []),
      ...(without.length > 0 ? [{ anyOf: [{ collections: without }], isExcluded: true }] : []),
      ...(documents ? [{ anyOf: [{ documents }] }] : []),
      ...(like && like.exceptDocuments.length > 0
        ? [{ anyOf: [{ documents: like.exceptDocuments }], isExcluded: true }]
        : []),
    ];
  }

  /** Documents that the library has under matters, and those whose metadata say so. */
  private async underMatters(visibility: Visibility, numbers: readonly string[]): Promise<RowTest[] | null> {
    if (numbers.length === 0) return null;
    const documents = await this.facts.documentsUnder(visibility, numbers);
    return [{ documents }, { anyLabel: numbers.map((number) => wholeLabel('matter', number)) }];
  }
}
