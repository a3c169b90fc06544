import type { Metadata } from '#knowledge';
import type { Lexicon, QueryWord, RowCondition } from '#search-index';
import type { Boosts } from './boost-passages.js';
import type { RetrievedPassage } from './collapse-copies.js';
import type { Facets } from './facets.js';
import type { GatheredDocument } from './gather-documents.js';
import type { PassageOrder } from './order-passages.js';
import type { QueryPlan } from './query/index.js';
import type { RerankReport } from './rerank-stage.js';

/** Which legs look for candidates: words, vectors, or both. */
export type RetrievalMode = 'hybrid' | 'keyword' | 'vector';

/** Something to find the like of: what its text says most, and where it stands among the vectors. */
export interface Likeness {
  readonly terms: readonly QueryWord[];
  /** Null where the index has none of it. */
  readonly vector: Float32Array | null;
}

/** What a search is to do. */
export interface RetrievalRequest {
  /** What is searched for, every character of it; a `plan` takes its place. */
  readonly query: string;
  /** A query with operators, read and resolved. */
  readonly plan?: QueryPlan;
  /** Further queries, searched for by themselves; what they find stands among what the query finds and takes the place of nothing. */
  readonly besides?: readonly string[];
  /** Search for the like of something instead of for words. */
  readonly like?: Likeness;
  /** Index tables to search; the caller knows the live generation and the scratch collections that were named. */
  readonly tables: readonly string[];
  /**
   * The embedder that the tables were made with reads the question too: vectors of another one can't be compared. Null for
   * the one in use, while there is no index.
   */
  readonly embedder?: string | null;
  /** How the words of the tables were analysed; absent while there is no index. */
  readonly lexicon?: Lexicon;
  /** Share of the vectors that was measured for the index; null or absent for the default of its embedder. */
  readonly fusionWeight?: number | null;
  /** Ids of the only collections to search; empty means every visible one. */
  readonly collections: readonly string[];
  readonly filter: Metadata;
  /** More that must hold of what is found. */
  readonly conditions?: readonly RowCondition[];
  /** Whether a passage must have every word; any of them when left out. */
  readonly needsAllTerms?: boolean;
  /** Sequence number, or null for now. */
  readonly asOf: number | null;
  readonly mode: RetrievalMode;
  /** `auto` (when left out): a hybrid ranking is put in order by the reranker, if one has the role. */
  readonly rerank?: 'auto' | 'off';
  readonly order?: PassageOrder;
  /** What is left out is as in `DEFAULT_BOOSTS`, in a search by keywords alone as in `KEYWORD_BOOSTS`. */
  readonly boosts?: Partial<Boosts>;
  /** Whether to count what the matches are. */
  readonly facets?: boolean;
  /** Most passages returned, from 1; where they are put together by document, most documents. Half as many more come from further queries. */
  readonly limit: number;
  /** Put them together by document, at most so many of each, from 1; null or absent: as they rank. */
  readonly perDocument?: number | null;
}

/** What a search found. */
export interface Retrieval {
  /** Best first; equal ones in order of path, then of chunk id. Scores are comparable within this result only. */
  readonly passages: readonly RetrievedPassage[];
  /** Whose they are, in the same order, where they were put together by document; absent otherwise. */
  readonly documents?: readonly GatheredDocument[];
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
  /** What titles, headings and the words of the texts counted; absent where they did not (searches by meaning or likeness alone, or without words). */
  readonly boosts?: Boosts;
  /** Set when the result is less than what was asked for. */
  readonly degraded?: 'embedder_unavailable' | 'embedder_changed';
  /** What the reranker did; null or absent when none was to be asked. */
  readonly rerank?: RerankReport | null;
  /** Null or absent when they were not asked for. */
  readonly facets?: Facets | null;
}
