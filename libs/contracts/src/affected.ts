import { z } from 'zod';

/**
 * People settle by `stands`, `dismissed` and `reopened`; the service by `resolved` (the document stands again as it
 * did) and `overtaken` (a newer finding took its place).
 */
export const doubtState = z.enum(['open', 'stands', 'dismissed', 'reopened', 'resolved', 'overtaken']);

/** Pages of what is in doubt, open ones first, then the newest. */
export const affectedQuery = z.strictObject({
  state: doubtState.optional(),
  /** Only of this record or decision. */
  target: z.uuid().optional(),
  offset: z.coerce.number().int().min(0).max(10_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type AffectedQuery = z.infer<typeof affectedQuery>;

/** An answer or decision that rests on words which its source does not say any more. */
export const affectedItem = z.object({
  id: z.string(),
  target: z.object({
    kind: z.enum(['record', 'decision']),
    id: z.string(),
    question: z.string(),
    matter: z.string().nullable(),
  }),
  cause: z.enum(['superseded', 'removed', 'expired']),
  /** Null where the reader may not see the document any more. */
  document: z.object({ id: z.string(), title: z.string() }).nullable(),
  /** Cited spans that are not there any more. */
  spans: z.int(),
  foundAt: z.string(),
  logIndex: z.int(),
  /** `resolved`: a later revision says it again; `overtaken`: a later change took this one's place. */
  state: doubtState,
  settledAt: z.string().nullable(),
  settledBy: z.string().nullable(),
  reason: z.string(),
  /** Whether the caller may settle it. */
  isYours: z.boolean(),
});
export type AffectedItem = z.infer<typeof affectedItem>;
/** Open ones first, then newest first. */
export const affectedList = z.object({ items: z.array(affectedItem), total: z.int() });
export type AffectedList = z.infer<typeof affectedList>;

/** A place in a revision with the words around it. */
export const quotedPlace = z.object({
  revision: z.string(),
  revisionNumber: z.int(),
  span: z.tuple([z.int(), z.int()]),
  before: z.string(),
  text: z.string(),
  after: z.string(),
});
export type QuotedPlace = z.infer<typeof quotedPlace>;

/** An affected item with what changed in the words that it rests on. */
export const affectedDetail = affectedItem.extend({
  /**
   * Old words beside those that most likely took their place; `now` is null where nothing did. Empty where the reader may
   * not see the document, or its text was erased.
   */
  changes: z.array(z.object({ then: quotedPlace, now: quotedPlace.nullable() })),
});
export type AffectedDetail = z.infer<typeof affectedDetail>;

/** What a person makes of it: it stands all the same, it is no matter, or the decision is open again. */
export const settleDoubt = z.strictObject({
  verdict: z.enum(['stands', 'dismissed', 'reopened']),
  reason: z.string().trim().min(1, 'Say why.').max(4_000),
});
export type SettleDoubt = z.infer<typeof settleDoubt>;

/** What waits for the caller. */
export const notices = z.object({
  /** Open affected items that are theirs. */
  affected: z.int(),
  /** Decisions of theirs whose day of review has come. */
  due: z.int(),
  /** Proposals that they may approve. */
  awaiting: z.int(),
});
export type Notices = z.infer<typeof notices>;
