import { z } from 'zod';
import { collectionName } from './common.js';

/** Answers at once; the removal goes on by itself and can be stopped and put back. */
export const beginRemoval = z.strictObject({
  /** Name or id of the collection that is to go with its documents. */
  collection: collectionName,
});
export type BeginRemoval = z.infer<typeof beginRemoval>;

/**
 * `removing` and `restoring` are at work; `removed`: all of it; `kept`: the collection stays for documents that had to;
 * `cancelled`: as far as it had come; `restored`: all of it is back.
 */
export const removalState = z.enum(['removing', 'removed', 'kept', 'cancelled', 'restoring', 'restored']);

/** A removal of a whole collection, and how far it is. */
export const removalView = z.object({
  id: z.string(),
  collection: z.object({ id: z.string(), name: z.string() }),
  state: removalState,
  /** Documents that stood when it began. */
  total: z.number().int(),
  /** Documents that are out because of it. */
  done: z.number().int(),
  /** Documents that it left: a legal hold covers them, or whoever began it may not see them. */
  kept: z.number().int(),
  beganAt: z.string(),
  endedAt: z.string().nullable(),
});
export type RemovalView = z.infer<typeof removalView>;
/** Newest first, up to 100. */
export const removalList = z.object({ removals: z.array(removalView) });
