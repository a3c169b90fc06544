import { Injectable, Logger } from '@nestjs/common';
import { KnowledgeError, sha256Hex } from '#knowledge';
import type { Metadata, Passage, Visibility } from '#knowledge';
import { Embedder, ModelUnavailable } from '#models';
import type { EmbedderModel } from '#models';
import { EmbedderChanged, SearchIndex } from '#search-index';
import type { IndexHits } from '#search-index';
import { blendScores, rankByOne } from './blend-scores.js';
import type { RankedChunk } from './blend-scores.js';
import { fusionWeightFor } from './fusion-weight.js';
import { PassageSource } from './passage-source.port.js';
import { queryTerms } from './query-terms.js';

export type RetrievalMode = 'hybrid' | 'keyword' | 'vector';

export interface RetrievalRequest {
  readonly query: string;
  /** Index tables to search; the caller knows the live generation and the scratch collections that were named. */
  readonly tables: readonly string[];
  /** The embedder that the tables were made with: vectors of another one can't be compared. Null when it is not known. */
  readonly embedder?: string | null;
  /** Ids of the only collections to search; empty means every visible one. */
  readonly collections: readonly string[];
  readonly filter: Metadata;
  /** Sequence number, or null for now. */
  readonly asOf: number | null;
  readonly mode: RetrievalMode;
  /** Most passages returned, from 1. */
  readonly limit: number;
}

export interface Retrieval {
  /** Best first; equal ones in order of path, then of chunk id. Scores are comparable within this result only. */
  readonly passages: readonly Passage[];
  readonly mode: RetrievalMode;
  readonly timingsMs: {
    readonly embed: number;
    readonly search: number;
    readonly hydrate: number;
    readonly total: number;
  };
  /** The embedder that read the question; null when none did. */
  readonly embedder: string | null;
  /** Weights of the blend: keyword is BM25 divided by its best score, vector the z-scored cosine. */
  readonly weights: { readonly keyword: number; readonly vector: number };
  /** Set when the result is less than what was asked for. */
  readonly degraded?: 'embedder_unavailable' | 'embedder_changed';
}

/** Question → candidates of both searches → one ranking → passages with their words, all inside a visibility. */
@Injectable()
export class RetrievePassages {
  private readonly log = new Logger(RetrievePassages.name);

  constructor(
    private readonly embedder: Embedder,
    private readonly index: SearchIndex,
    private readonly source: PassageSource,
  ) {}

  /**
   * In hybrid mode a missing embedder leaves the keyword search, and the result says so; in vector mode it is an error.
   * @throws what the embedder, the index or the library throw otherwise.
   */
  async run(visibility: Visibility, request: RetrievalRequest): Promise<Retrieval> {
    const started = performance.now();
    const question = await this.readQuestion(request);
    const embedded = performance.now();
    const depth = candidateDepth(request.limit);
    const hits = await this.index.search({
      tables: request.tables,
      visibility,
      ...(request.collections.length > 0 && { collectionIds: request.collections }),
      filter: request.filter,
      asOf: request.asOf,
      terms: request.mode === 'vector' ? null : queryTerms(request.query),
      vector: question.vector,
      keywordLimit: depth,
      vectorLimit: depth,
    });
    const searched = performance.now();
    const passages = await this.hydrate(visibility, rank(request.mode, hits, question.weights.vector), request);
    const ended = performance.now();
    return {
      passages,
      mode: request.mode,
      timingsMs: {
        embed: embedded - started,
        search: searched - embedded,
        hydrate: ended - searched,
        total: ended - started,
      },
      embedder: question.model?.id ?? null,
      weights: question.weights,
      ...(question.degraded && { degraded: question.degraded }),
    };
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
      const degraded = error instanceof EmbedderChanged ? 'embedder_changed' : 'embedder_unavailable';
      return { ...KEYWORDS_ONLY, degraded };
    }
  }

  private async embedQuestion({ mode, query, embedder }: RetrievalRequest): Promise<ReadQuestion> {
    const [model, { vector }] = await Promise.all([this.embedder.model(), this.embedder.embedQuery(query)]);
    if (embedder && embedder !== model.id) throw new EmbedderChanged(embedder, model.id);
    const weights =
      mode === 'vector' ? { keyword: 0, vector: 1 } : { keyword: 1, vector: fusionWeightFor(model, query) };
    return { vector, model, weights, degraded: null };
  }

  /** Reads the words in pages, because some candidates may be gone, until there are enough or none is left. */
  private async hydrate(
    visibility: Visibility,
    ranked: readonly RankedChunk[],
    request: RetrievalRequest,
  ): Promise<Passage[]> {
    const { asOf, limit } = request;
    const passages: Passage[] = [];
    const seen = new Set<string>();
    const pageSize = limit + SPARE_CANDIDATES;
    for (let from = 0; from < ranked.length && passages.length < limit; from += pageSize) {
      const page = ranked.slice(from, from + pageSize);
      const stored = await this.source.hydrate(
        visibility,
        page.map(({ chunkId }) => chunkId),
        { asOf },
      );
      for (const { chunkId, score, keyword, cosine } of page) {
        const passage = stored.get(chunkId);
        if (!passage) continue;
        // The same words of the same document say nothing new; another document that says them is evidence of its own.
        const saying = `${passage.documentId} ${sha256Hex(passage.text)}`;
        if (seen.has(saying)) continue;
        seen.add(saying);
        passages.push({ ...passage, score, scores: { keyword, cosine } });
      }
    }
    return passages.slice(0, limit);
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
