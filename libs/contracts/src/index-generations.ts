import { z } from 'zod';
import { failure } from './common.js';

/**
 * building (being filled, then measured) → ready (waits for the switch) → live → retired (kept up to date for a way back);
 * failed from any of the first two.
 */
export const generationState = z.enum(['building', 'ready', 'live', 'retired', 'failed']);
export type GenerationState = z.infer<typeof generationState>;

/** `embedder.sha256` is the first 12 digits of its file's; null for one on another server. */
export const generationView = z.object({
  id: z.string(),
  /** Table of the library in the search index. */
  table: z.string(),
  embedder: z.object({ name: z.string(), sha256: z.string().nullable(), dimensions: z.int() }),
  state: generationState,
  /** Chunks. `etaSeconds` is null before there is a pace to judge by, and 0 once all are there. */
  progress: z.object({ done: z.int(), total: z.int(), etaSeconds: z.number().nullable() }),
  /** What happens once it is built: `auto` switches if the golden questions allow it. */
  switch: z.enum(['manual', 'auto']),
  /** Whether it has been asked to serve and will as soon as it holds everything. */
  isSwitching: z.boolean(),
  /** Share of the vectors in hybrid search; null means the default of its embedder. */
  fusionWeight: z.number().nullable(),
  chunkerVersion: z.int(),
  /** Of the analysis of its words. */
  analyserVersion: z.int(),
  /** Codes of the languages of its texts. */
  languages: z.array(z.string()),
  createdAt: z.string(),
  /** When it first served; null until then. */
  switchedAt: z.string().nullable(),
  error: failure.nullable(),
});
export type GenerationView = z.infer<typeof generationView>;
/** Oldest first. */
export const generationList = z.object({ generations: z.array(generationView) });

/** Without a body: the embedder in use, and `auto`. */
export const rebuildIndexRequest = z
  .strictObject({
    /** Model name of an installed embedder; the one in use when absent. */
    embedder: z.string().trim().min(1).max(200).optional(),
    switch: z.enum(['manual', 'auto']).default('auto'),
  })
  .prefault({});
export type RebuildIndexRequest = z.infer<typeof rebuildIndexRequest>;
/** The build goes on by itself; the generation tells how far it is. */
export const indexAccepted = z.object({ accepted: z.boolean(), generation: z.string() });
export type IndexAccepted = z.infer<typeof indexAccepted>;

/** Goes back, too: to any generation that is not gone. */
export const switchIndexRequest = z.strictObject({
  generation: z.string().regex(/^g\d{1,9}$/),
  /** Switch although the golden questions speak against it; needs a reason. */
  force: z.boolean().default(false),
  reason: z.string().trim().max(2_000).default(''),
});
export type SwitchIndexRequest = z.infer<typeof switchIndexRequest>;

/** Defaults: from the live generation to the newest other one. */
export const comparisonQuery = z.strictObject({
  from: z
    .string()
    .regex(/^g\d{1,9}$/)
    .optional(),
  to: z
    .string()
    .regex(/^g\d{1,9}$/)
    .optional(),
});
/** What {@link comparisonQuery} takes, in a body that may be missing. */
export const compareIndexRequest = comparisonQuery.prefault({});

/** Each in [0, 1]; means over the questions. */
export const goldenFigures = z.object({
  questions: z.int(),
  hitAt1: z.number(),
  hitAt5: z.number(),
  mrr: z.number(),
  ndcgAt10: z.number(),
});
export type GoldenFigures = z.infer<typeof goldenFigures>;

/** One place of a ranking; a document out of sight keeps it without its id and title. */
export const comparedDocument = z.object({
  /** Null where the caller may not see it. */
  document: z.string().nullable(),
  title: z.string().nullable(),
  isExpected: z.boolean(),
});
export type ComparedDocument = z.infer<typeof comparedDocument>;

const comparedSide = z.object({
  generation: z.string(),
  embedder: z.string(),
  /** When the golden questions were last put to it; null with `figures` null: never. */
  ranAt: z.string().nullable(),
  figures: goldenFigures.nullable(),
});

/** Two generations by the golden questions, and whether the second may take over. */
export const indexComparison = z.object({
  from: comparedSide,
  to: comparedSide,
  /** A comparison of the two that somebody asked for and that is not done: tried still, or given up for `failure`. Null once it is done. */
  asked: z.object({ at: z.string(), failure: failure.nullable() }).nullable(),
  /** Questions that both have answered, as they are now. */
  questions: z.array(
    z.object({
      id: z.string(),
      question: z.string(),
      /** Rank of the best expected source among the documents found, from 1; null when it is not among the first ten. */
      rank: z.object({ from: z.int().nullable(), to: z.int().nullable() }),
      top: z.object({ from: z.array(comparedDocument), to: z.array(comparedDocument) }),
      verdict: z.enum(['better', 'same', 'worse']),
    }),
  ),
  verdict: z.enum(['better', 'same', 'worse', 'unknown']),
  gate: z.object({
    passes: z.boolean(),
    /** Why, in a sentence in English; the figures and `untried` say the same. */
    reason: z.string(),
    /** Golden questions that were not put to both. */
    untried: z.int(),
    /** What nDCG@10 and hit@5 may fall by. */
    tolerance: z.number(),
  }),
});
export type IndexComparison = z.infer<typeof indexComparison>;
