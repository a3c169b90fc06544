import { z } from 'zod';
import { asOfMoment, collectionNames, coverage, metadata, pageUnit, spanPair } from './common.js';

/** By words and meaning together, by words alone, or by meaning alone. */
export const searchMode = z.enum(['hybrid', 'keyword', 'vector']);
export type SearchMode = z.infer<typeof searchMode>;

/** `auto`: by the reranker, where there is one. */
export const rerankMode = z.enum(['auto', 'off']);
export type RerankMode = z.infer<typeof rerankMode>;

/** `plain`: every character of the query is searched for, and nothing is an operator. */
export const querySyntax = z.enum(['operators', 'plain']);
export type QuerySyntax = z.infer<typeof querySyntax>;

/** `newest` puts the best matches in order of date. */
export const searchSort = z.enum(['relevance', 'newest']);
export type SearchSort = z.infer<typeof searchSort>;

/** Something to find the like of: a document, a revision, or a record, by its id. */
export const likeness = z.strictObject({
  id: z.uuid('Give the id of a document, a revision or a record.'),
  /** A part of that revision (or of the document's current one), in UTF-16 units of its text. */
  span: spanPair.optional(),
});
export type LikenessWish = z.infer<typeof likeness>;

const boost = z.number().min(0).max(2).optional();

/** Shares of the best score. What is left out is the service's own. */
export const boosts = z.strictObject({
  title: boost,
  heading: boost,
  /** Words together and in the order of the query. */
  nearness: boost,
  /** Words as they stand in the query, not in other forms. */
  exactness: boost,
  /** Other passages of the same document that were found. */
  backing: boost,
  /** Words that are akin to those of the query, as far as the embedder compares words. */
  kinship: boost,
});

/** In UTF-16 units. */
export const longestQuery = 2_000;

/** A search in what the caller may see; it leaves no record. */
export const searchRequest = z
  .strictObject({
    /** Words, and operators as docs/cli.md lists them; may be empty beside `like`. */
    query: z.string().trim().max(longestQuery).default(''),
    syntax: querySyntax.default('operators'),
    like: likeness.optional(),
    collections: collectionNames.default([]),
    /** Only these documents, by id, with all of their revisions; none means all that may be seen. */
    documents: z.array(z.uuid('Give ids of documents.').toLowerCase()).max(100).default([]),
    /** Every pair must hold. Keys are metadata fields, or `type` (media type) and `path`. */
    filter: metadata.default({}),
    /** Search the library as it stood at this moment (ISO date or date-time; a date means the end of that day, UTC). */
    asOf: asOfMoment.optional(),
    mode: searchMode.default('hybrid'),
    /** `auto`: a hybrid search is put in order by the reranker, if one is installed and quick enough. */
    rerank: rerankMode.default('auto'),
    /** `newest`: the newest documents first, among the best 50 passages. */
    sort: searchSort.default('relevance'),
    /** Days in which a document loses half of what being new gives it; null: age does not count. */
    halfLifeDays: z.number().min(1).max(36_500).nullable().default(null),
    /** No more than two passages of a document at once, and passages that say something else first. */
    diverse: z.boolean().default(false),
    /** What counts beside the scores of both searches, as shares of the best score; calibrated defaults where left out. */
    boosts: boosts.optional(),
    /** Whether to count what the matches are. */
    facets: z.boolean().default(false),
    /** Most passages; with `perDocument`, most documents. */
    limit: z.number().int().min(1).max(100).default(10),
    /**
     * Put together by document: each stands where its best passage does, with at most so many that have a word of the query below it.
     * `diverse` changes nothing then. Null: passages as they rank.
     */
    perDocument: z.number().int().min(1).max(10).nullable().default(null),
  })
  .refine(({ query, like }) => query !== '' || like !== undefined, {
    message: 'Type something to search for.',
    path: ['query'],
  });
export type SearchRequest = z.infer<typeof searchRequest>;
/** As a client writes it: what has a default may be left out. */
export type SearchWish = z.input<typeof searchRequest>;

/** One passage that was found. Spans are in UTF-16 units; scores compare within one search only. */
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
  pageUnit: pageUnit.optional(),
  heading: z.string(),
  /** First clause of a contract, law or policy that it lies in, as it is cited; null in others. */
  clause: z.string().nullable().optional(),
  text: z.string(),
  span: spanPair,
  /** Places that matched, in UTF-16 units of `text`, of `title`, and of `heading`. */
  highlights: z.object({ text: z.array(spanPair), title: z.array(spanPair), heading: z.array(spanPair) }),
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

const facetCounts = z.array(z.object({ value: z.string(), documents: z.number().int() }));

/** Documents among the matches, counted inside what the asker may see. */
export const searchFacets = z.object({
  documents: z.number().int(),
  /** Whether there are more matches than were counted. */
  isPartial: z.boolean(),
  collection: facetCounts,
  type: facetCounts,
  matter: facetCounts,
  author: facetCounts,
  year: facetCounts,
  language: facetCounts,
});
export type SearchFacets = z.infer<typeof searchFacets>;

/** A document of a result that was put together by document. */
export const foundDocument = z.object({
  document: z.string(),
  /** How many of `passages` are its own: they stand together, its best first. */
  passages: z.number().int(),
  /** Whether more of its passages have a word of the query. */
  hasMore: z.boolean(),
});
export type FoundDocument = z.infer<typeof foundDocument>;

/** Passages, best first, with what the search went through. */
export const searchResult = z.object({
  passages: z.array(passageView),
  /** Whose passages they are, in the same order, with `perDocument`; null without. */
  documents: z.array(foundDocument).nullable(),
  coverage,
  mode: searchMode,
  /** What the score was made of: keyword scores, z-scored cosine, and what titles, headings, words, neighbours and kinship added. */
  weights: z.object({
    keyword: z.number(),
    vector: z.number(),
    title: z.number(),
    heading: z.number(),
    nearness: z.number(),
    exactness: z.number(),
    backing: z.number(),
    kinship: z.number(),
  }),
  /** What the reranker did; null when none was to be asked. `too_slow` and `failed` leave the order as it was. */
  rerank: z
    .object({
      model: z.string().nullable(),
      outcome: z.enum(['done', 'too_slow', 'failed']),
      passages: z.number().int(),
      ms: z.number(),
    })
    .nullable(),
  /** Null when they were not asked for. */
  facets: searchFacets.nullable(),
  timings_ms: z.record(z.string(), z.number()),
});
export type SearchResult = z.infer<typeof searchResult>;
