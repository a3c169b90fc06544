import { z } from 'zod';
import { asOfMoment, collectionNames, coverage, metadata, spanPair } from './common.js';

export const searchMode = z.enum(['hybrid', 'keyword', 'vector']);
export type SearchMode = z.infer<typeof searchMode>;

export const rerankMode = z.enum(['auto', 'off']);
export type RerankMode = z.infer<typeof rerankMode>;

export const searchRequest = z.strictObject({
  query: z.string().trim().min(1, 'Type something to search for.').max(2_000),
  collections: collectionNames.default([]),
  /** Every pair must hold. Keys are metadata fields, or `type` (media type) and `path`. */
  filter: metadata.default({}),
  /** Search the library as it stood at this moment (ISO date or date-time; a date means the end of that day, UTC). */
  asOf: asOfMoment.optional(),
  mode: searchMode.default('hybrid'),
  /** `auto`: a hybrid search is put in order by the reranker, if one is installed and quick enough. */
  rerank: rerankMode.default('auto'),
  limit: z.number().int().min(1).max(100).default(10),
});
export type SearchRequest = z.infer<typeof searchRequest>;

export const passageView = z.object({
  rank: z.number().int(),
  score: z.number(),
  /** Document id. */
  document: z.string(),
  /** Revision id. */
  revision: z.string(),
  revisionNumber: z.number().int(),
  title: z.string(),
  path: z.string(),
  page: z.number().int(),
  heading: z.string(),
  text: z.string(),
  span: spanPair,
  isSuperseded: z.boolean(),
  /** What the score is made of: BM25 (0: no word found), cosine and the reranker's score (null: none was asked for). */
  scores: z.object({ keyword: z.number(), cosine: z.number().nullable(), rerank: z.number().nullable() }),
  /** Other documents that say the same, word for word, and are left out of the list. */
  copies: z.array(
    z.object({
      document: z.string(),
      revision: z.string(),
      title: z.string(),
      path: z.string(),
      page: z.number().int(),
    }),
  ),
});
export type PassageView = z.infer<typeof passageView>;

export const searchResult = z.object({
  passages: z.array(passageView),
  coverage,
  mode: searchMode,
  /** What the reranker did; null when none was to be asked. `too_slow` and `failed` leave the order as it was. */
  rerank: z
    .object({
      model: z.string().nullable(),
      outcome: z.enum(['done', 'too_slow', 'failed']),
      passages: z.number().int(),
      ms: z.number(),
    })
    .nullable(),
  timings_ms: z.record(z.string(), z.number()),
});
export type SearchResult = z.infer<typeof searchResult>;
