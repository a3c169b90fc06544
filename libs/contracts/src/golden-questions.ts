import { z } from 'zod';
import { collectionNames, pageUnit } from './common.js';

/** Where the answer to a golden question stands. */
export const expectedSource = z.strictObject({
  document: z.uuid(),
  /** Words of the passage that answers; without them any passage of the document counts. */
  quote: z.string().trim().min(1).max(2_000).optional(),
  page: z.int().min(1).max(1_000_000).optional(),
});
export type ExpectedSource = z.infer<typeof expectedSource>;

const question = z.string().trim().min(1, 'Type a question.').max(2_000);
const expected = z.array(expectedSource).min(1, 'Name at least one document that answers it.').max(20);
const note = z.string().trim().max(2_000);

/** Where a golden question came from. */
export const goldenOrigin = z.enum(['manual', 'feedback', 'import']);
export type GoldenOrigin = z.infer<typeof goldenOrigin>;

/** A quote has to stand in its document now, so that an index can be measured by it. */
export const addGoldenQuestion = z.strictObject({
  question,
  /** Collections that it is asked in, by name or id; none means the whole library. */
  collections: collectionNames.default([]),
  expected,
  origin: goldenOrigin.default('manual'),
  note: note.default(''),
});
export type AddGoldenQuestion = z.infer<typeof addGoldenQuestion>;

/** Absent members stay as they are. */
export const editGoldenQuestion = z.strictObject({
  question: question.optional(),
  collections: collectionNames.optional(),
  expected: expected.optional(),
  note: note.optional(),
});
export type EditGoldenQuestion = z.infer<typeof editGoldenQuestion>;

/** Pages of golden questions, oldest first. */
export const goldenQuery = z.strictObject({
  offset: z.coerce.number().int().min(0).max(10_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

/** A golden question in a collection that the caller may see. */
export const goldenQuestionView = z.object({
  id: z.string(),
  question: z.string(),
  collections: z.array(z.object({ id: z.string(), name: z.string() })),
  /** The title is null for a document that is gone or that the caller may not see. */
  expected: z.array(
    z.object({
      document: z.string(),
      title: z.string().nullable(),
      quote: z.string().nullable(),
      page: z.int().nullable(),
      /** What such a page is to its reader; left out where nothing stands in the document any more. */
      pageUnit: pageUnit.optional(),
    }),
  ),
  origin: goldenOrigin,
  note: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type GoldenQuestionView = z.infer<typeof goldenQuestionView>;
/** One page; `total` counts all that the caller may see. */
export const goldenQuestionList = z.object({ questions: z.array(goldenQuestionView), total: z.int() });
export type GoldenQuestionList = z.infer<typeof goldenQuestionList>;

const FROM_FEEDBACK = /^From feedback of (\d{4}-\d{2}-\d{2}) on the answer ([\da-f-]{36})$/;

/** The note of a golden question that was made of feedback. @param on ISO day (UTC). @param record Of the answer. */
export const sayFromFeedback = (on: string, record: string): string => `From feedback of ${on} on the answer ${record}`;

/** What {@link sayFromFeedback} said, for those who say it in another language; null for a note in somebody's own words. */
export function readFromFeedback(note: string): { on: string; record: string } | null {
  const [, on, record] = FROM_FEEDBACK.exec(note) ?? [];
  return on && record ? { on, record } : null;
}
