import { z } from 'zod';
import { spanPair } from './common.js';

/** Whether an answer was of use. */
export const feedbackVerdict = z.enum(['up', 'down']);
export type FeedbackVerdict = z.infer<typeof feedbackVerdict>;

/** What was amiss; several may hold. */
export const feedbackReason = z.enum([
  'wrong',
  'incomplete',
  'wrong_source',
  'outdated',
  'unclear',
  'should_have_refused',
  'should_have_answered',
  'other',
]);
export type FeedbackReason = z.infer<typeof feedbackReason>;

/** What a person says of an answer. Replaces what they said of it before, which stays in the history. */
export const giveFeedback = z.strictObject({
  verdict: feedbackVerdict,
  reasons: z
    .array(feedbackReason)
    .max(feedbackReason.options.length)
    .refine((given) => new Set(given).size === given.length, 'Name each reason once.')
    .default([]),
  comment: z.string().trim().max(4_000).default(''),
  /** Where the answer should have come from. */
  rightSource: z
    .strictObject({
      document: z.uuid(),
      /** The document's current revision when left out. */
      revision: z.uuid().optional(),
      page: z.int().min(1).max(1_000_000).optional(),
      /** In the revision's stored text. */
      span: spanPair.optional(),
    })
    .optional(),
});
export type GiveFeedback = z.infer<typeof giveFeedback>;

/** Where the answer would have stood. Span in UTF-16 units; both places are null for the document as a whole. */
export const rightSourceView = z.object({
  document: z.string(),
  revision: z.string(),
  title: z.string(),
  page: z.int().nullable(),
  span: spanPair.nullable(),
});
export type RightSourceView = z.infer<typeof rightSourceView>;

/** What one person thinks of one answer; of theirs only the last stands. */
export const feedbackView = z.object({
  id: z.string(),
  record: z.string(),
  by: z.object({ id: z.string(), name: z.string() }),
  at: z.string(),
  verdict: feedbackVerdict,
  reasons: z.array(feedbackReason),
  comment: z.string(),
  /** null when none was named, or when the reader may not see that document. */
  rightSource: rightSourceView.nullable(),
});
export type FeedbackView = z.infer<typeof feedbackView>;

/** Feedback as it stands beside a record. */
export const recordFeedback = z.object({
  /** What the reader said last and did not withdraw. */
  mine: feedbackView.nullable(),
  /** Over everybody; null for who may not read other people's records. */
  counts: z.object({ up: z.int(), down: z.int() }).nullable(),
});
export type RecordFeedback = z.infer<typeof recordFeedback>;

/** Feedback in the list for librarians and administrators. */
export const feedbackItem = feedbackView.extend({
  question: z.string(),
  outcome: z.enum(['answered', 'refused']),
  /** Whether it can become a golden question: the answer was found right, or the right source is named. */
  isCandidate: z.boolean(),
  /** Id of the golden question that was made of it. */
  goldenQuestion: z.string().nullable(),
});
export type FeedbackItem = z.infer<typeof feedbackItem>;

/** Pages of feedback, newest first, for who works with it. */
export const feedbackQuery = z.strictObject({
  verdict: feedbackVerdict.optional(),
  reason: feedbackReason.optional(),
  record: z.uuid().optional(),
  /** Only what can become a golden question and has not (`true`), or the rest (`false`). */
  candidate: z.stringbool().optional(),
  offset: z.coerce.number().int().min(0).max(10_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type FeedbackQuery = z.infer<typeof feedbackQuery>;

/** What stands now, newest first; changed and withdrawn feedback is not listed. */
export const feedbackList = z.object({ feedback: z.array(feedbackItem), total: z.int() });
export type FeedbackList = z.infer<typeof feedbackList>;

/** Id of the golden question that came of it. */
export const promotedFeedback = z.object({ goldenQuestion: z.string() });
export type PromotedFeedback = z.infer<typeof promotedFeedback>;
