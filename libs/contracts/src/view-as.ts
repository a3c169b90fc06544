import { z } from 'zod';
import { collectionNames, failure } from './common.js';
import { personRole } from './people.js';
import { citationView } from './questions.js';

/** Whom an administrator looks as. */
export const beginView = z.strictObject({
  person: z.uuid(),
  /** Why; the access report shows it, and the log holds its hash. */
  reason: z.string().trim().min(1, 'Say why you look.').max(500),
});
export type BeginView = z.infer<typeof beginView>;

/** With whose eyes one looks, and until when. */
export const runningView = z.object({
  id: z.string(),
  person: z.object({ id: z.string(), name: z.string(), role: personRole }),
  endsAt: z.string(),
});
export type RunningViewBody = z.infer<typeof runningView>;

/** Asked within a view: as that person would ask. */
export const wouldCite = z.strictObject({
  question: z.string().trim().min(1, 'Type a question.').max(2_000),
  collections: collectionNames.default([]),
});
export type WouldCite = z.infer<typeof wouldCite>;

/** What an answer to that person would be drawn from, quoted without a model and kept nowhere. */
export const wouldBeCited = z.object({
  citations: z.array(citationView),
  /** Why there would be no answer; null where there would be one. */
  refusal: failure.nullable(),
  documents: z.int(),
});
export type WouldBeCited = z.infer<typeof wouldBeCited>;
