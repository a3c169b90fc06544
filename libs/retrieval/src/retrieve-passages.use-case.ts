import { Injectable, Logger } from '@nestjs/common';
import { KnowledgeError } from '#knowledge';
import type { Metadata, Visibility } from '#knowledge';
import { Embedder, EmbedderGone, Embedders, ModelUnavailable } from '#models';
import type { EmbedderModel } from '#models';
import { SearchIndex } from '#search-index';
import type { IndexHits } from '#search-index';
import { blendScores, rankByOne } from './blend-scores.js';
import type { RankedChunk } from './blend-scores.js';
import { CopyCollapser } from './collapse-copies.js';
import type { RetrievedPassage } from './collapse-copies.js';
import { fusionWeightFor } from './fusion-weight.js';
import { PassageSource } from './passage-source.port.js';
import { queryTerms } from './query-terms.js';
import { RerankStage } from './rerank-stage.js';
import type { RerankReport } from './rerank-stage.js';

export type RetrievalMode = 'hybrid' | 'keyword' | 'vector';

export interface RetrievalRequest {
  readonly query: string;
  /** Index tables to search; the caller knows the live generation and the scratch collections that were named. */
  readonly tables: readonly string[];
  /**
   * The embedder that the tables were made with reads the question too: vectors of another one can't be compared. Null for
   * the one in use, while there is no index.
   */
  readonly embedder?: string | null;
  /** Share of the vectors that was measured for the index; null or absent for the default of its embedder. */
  readonly fusionWeight?: number | null;
  /** Ids of the only collections to search; empty means every visible one. */
  readonly collections: readonly string[];
  readonly filter: Metadata;
  /** Sequence number, or null for now. */
  readonly asOf: number | null;
  readonly mode: RetrievalMode;
  /** `auto` (when left out): a hybrid ranking is put in order by the reranker, if one has the role. */
  readonly rerank?: 'auto' | 'off';
  /** Most passages returned, from 1. */
  readonly limit: number;
}

export interface Retrieval {
  /** Best first; equal ones in order of path, then of chunk id. Scores are comparable within this result only. */
  readonly passages: readonly RetrievedPassage[];
  readonly mode: RetrievalMode;
  readonly timingsMs: {
    readonly embed: number;
    readonly search: number;
    readonly hydrate: number;
    readonly rerank?: number;
    readonly total: number;
  };
  /** The embedder that read the question; null when none did. */
  readonly embedder: string | null;
  /** Weights of the blend: keyword is BM25 divided by its best score, vector the z-scored cosine. */
  readonly weights: { readonly keyword: number; readonly vector: number };
  /** Set when the result is less than what was asked for. */
  readonly degraded?: 'embedder_unavailable' | 'embedder_changed';
  /** What the reranker did; null or absent when none was to be asked. */
  readonly rerank?: RerankReport | null;
}

/**
 * Question → candidates of both searches → one ranking → passages with their words, copies collapsed → the reranker's order,
 * all inside a visibility.
 */
@Injectable()
export class RetrievePassages {
  private readonly log = new Logger(RetrievePassages.name);

  constructor(
    private readonly embedder: Embedder,
    private readonly embedders: Embedders,
    private readonly index: SearchIndex,
    private readonly source: PassageSource,
    private readonly reranking: RerankStage,
  ) {}

  /**
   * In hybrid mode a missing embedder leaves the keyword search, and the result says so; in vector mode it is an error.
   * @throws what the embedder, the index or the library throw otherwise.
   */
  async run(visibility: Visibility, request: RetrievalRequest): Promise<Retrieval> {
    const started = performance.now();
    const asked = request.mode === 'hybrid' && request.rerank !== 'off' ? this.reranking.model() : null;
    const question = await this.readQuestion(request);
    const embedded = performance.now();
    const hits = await this.search(visibility, request, question.vector);
    const searched = performance.now();
    const reranker = await asked;
    const wanted = reranker ? Math.max(request.limit, this.reranking.appetite) : request.limit;
    const ranked = rank(request.mode, hits, question.weights.vector);
    const found = await this.hydrate(visibility, ranked, request, wanted);
    const hydrated = performance.now();
    const reordered = reranker && found.length > 1 ? await this.reranking.run(reranker, request.query, found) : null;
    const ended = performance.now();
    return {
      passages: (reordered?.passages ?? found).slice(0, request.limit),
      mode: request.mode,
      timingsMs: {
        embed: embedded - started,
        search: searched - embedded,
        hydrate: hydrated - searched,
        ...(reordered && { rerank: ended - hydrated }),
        total: ended - started,
      },
      embedder: question.model?.id ?? null,
      weights: question.weights,
      ...(question.degraded && { degraded: question.degraded }),
      rerank: reordered?.report ?? null,
    };
  }

  private search(visibility: Visibility, request: RetrievalRequest, vector: Float32Array | null): Promise<IndexHits> {
    const { tables, collections, filter, asOf, mode, query, limit } = request;
    const depth = candidateDepth(limit);
    return this.index.search({
      tables,
      visibility,
      ...(collections.length > 0 && { collectionIds: collections }),
      filter,
      asOf,
      terms: mode === 'vector' ? null : queryTerms(query),
      vector,
      keywordLimit: depth,
      vectorLimit: depth,
    });
  }

  private async readQuestion(request: RetrievalRequest): Promise<ReadQuestion> {
    const { mode } = request;
    if (mode === 'keyword') return KEYWORDS_ONLY;
    if (mode === 'vector') return this.embedQuestion(request);
    try {
      return await withinPatience(this.embedQuestion(request));
    } catch (error) {
      if (!(error instanceof KnowledgeError)) throw error;
      this.log.warn(`Searching by keywords alone: ${error.message}`);
      const degraded = error instanceof EmbedderGone ? 'embedder_changed' : 'embedder_unavailable';
      return { ...KEYWORDS_ONLY, degraded };
    }
  }

  private async embedQuestion({ mode, query, embedder, fusionWeight }: RetrievalRequest): Promise<ReadQuestion> {
    const reader = embedder ? this.embedders.of(embedder) : this.embedder;
    const [model, { vector }] = await Promise.all([reader.model(), reader.embedQuery(query)]);
    const weights =
      mode === 'vector'
        ? { keyword: 0, vector: 1 }
        : { keyword: 1, vector: fusionWeightFor(model, query, fusionWeight) };
    return { vector, model, weights, degraded: null };
  }

  /** Reads the words in pages, because some candidates may be gone or copies, until there are enough or none is left. */
  private async hydrate(
    visibility: Visibility,
    ranked: readonly RankedChunk[],
    { asOf }: RetrievalRequest,
    wanted: number,
  ): Promise<RetrievedPassage[]> {
    const distinct = new CopyCollapser();
    const pageSize = wanted + SPARE_CANDIDATES;
    for (let from = 0; from < ranked.length && distinct.count < wanted; from += pageSize) {
      const page = ranked.slice(from, from + pageSize);
      const ids = page.map(({ chunkId }) => chunkId);
      const stored = await this.source.hydrate(visibility, ids, { asOf });
      for (const { chunkId, score, keyword, cosine } of page) {
        const passage = stored.get(chunkId);
        if (passage) distinct.add({ ...passage, score, scores: { keyword, cosine } });
      }
    }
    return distinct.passages().slice(0, wanted);
  }
}

interface ReadQuestion {
  readonly vector: Float32Array | null;
  readonly model: EmbedderModel | null;
  readonly weights: Retrieval['weights'];
  readonly degraded: NonNullable<Retrieval['degraded']> | null;
}

const KEYWORDS_ONLY: ReadQuestion = {
  vector: null,
  model: null,
  weights: { keyword: 1, vector: 0 },
  degraded: null,
};

/** Keywords answer at once; nobody waits longer than this for an embedder that restarts. */
const PATIENCE_MS = 3_000;

function withinPatience<T>(question: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ModelUnavailable('The embedder did not answer in time.')), PATIENCE_MS);
  });
  return Promise.race([question, late]).finally(() => clearTimeout(timer));
}

/** Candidates of each leg: enough for the cosine to have a population to be scored against, however few are wanted. */
const MIN_DEPTH = 200;
/** More are read than wanted, so that a few gone or repeated ones cost no second round. */
const SPARE_CANDIDATES = 10;

function candidateDepth(limit: number): number {
  return Math.max(MIN_DEPTH, 2 * limit);
}

function rank(mode: RetrievalMode, { keyword, cosine }: IndexHits, weight: number): RankedChunk[] {
  return mode === 'hybrid' ? blendScores(keyword, cosine, weight) : rankByOne(mode, keyword, cosine);
}
