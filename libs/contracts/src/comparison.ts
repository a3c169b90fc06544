import { z } from 'zod';

/** Which two to compare: each the id of a revision, or of a document (its current revision). */
export const textComparisonQuery = z.strictObject({ left: z.uuid(), right: z.uuid() });
export type TextComparisonQuery = z.infer<typeof textComparisonQuery>;

const side = z.object({
  document: z.string(),
  revision: z.string(),
  revisionNumber: z.number().int(),
  title: z.string(),
  isSuperseded: z.boolean(),
});

/** `[start, end)` in UTF-16 units of the line. */
const stretches = z.array(z.tuple([z.number().int(), z.number().int()]));

/** One line of the two texts side by side; `skipped` stands for so many that are the same. */
export const comparedLine = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('same'), left: z.string(), right: z.string() }),
  z.object({
    kind: z.literal('changed'),
    ...{ left: z.string(), right: z.string() },
    /** What only this side has. */
    ...{ leftOnly: stretches, rightOnly: stretches },
  }),
  z.object({ kind: z.literal('removed'), left: z.string(), right: z.null() }),
  z.object({ kind: z.literal('added'), left: z.null(), right: z.string() }),
  z.object({ kind: z.literal('skipped'), lines: z.number().int() }),
]);
export type ComparedLine = z.infer<typeof comparedLine>;

/** Two texts, line by line. */
export const comparisonView = z.object({
  left: side,
  right: side,
  /** In reading order; lines that are the same and far from any difference are only counted. */
  lines: z.array(comparedLine),
  ...{ removed: z.number().int(), added: z.number().int(), changed: z.number().int() },
  /** Whether the texts differ so much that only what they share at both ends was matched. */
  isCoarse: z.boolean(),
});
export type ComparisonView = z.infer<typeof comparisonView>;
