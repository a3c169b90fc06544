import { z } from 'zod';
import { collectionNames, spanPair } from './common.js';
import { longestQuery, searchMode } from './search.js';

const name = z.string().trim().min(1, 'Give the search a name.').max(200);

/** Looked for from now on: what is there already is no news. */
export const saveSearch = z.strictObject({
  name,
  query: z.string().trim().min(1, 'Type something to search for.').max(longestQuery),
  collections: collectionNames.default([]),
  mode: searchMode.default('hybrid'),
});
export type SaveSearch = z.infer<typeof saveSearch>;

/** What is absent stays. */
export const changeSearch = z.strictObject({ name: name.optional(), isPaused: z.boolean().optional() });
export type ChangeSearch = z.infer<typeof changeSearch>;

/** One of the caller's own; nobody sees another's. */
export const savedSearchView = z.object({
  id: z.string(),
  name: z.string(),
  query: z.string(),
  collections: z.array(z.string()),
  mode: searchMode,
  isPaused: z.boolean(),
  /** Code of what keeps it from being looked for, such as a collection that is gone; null when nothing does. */
  problem: z.string().nullable(),
  createdAt: z.string(),
});
export type SavedSearchView = z.infer<typeof savedSearchView>;
/** Oldest first. */
export const savedSearchList = z.object({ searches: z.array(savedSearchView) });

/** Something newly live that a saved search found. */
export const alertView = z.object({
  id: z.string(),
  search: z.object({ id: z.string(), name: z.string() }),
  document: z.string(),
  revision: z.string(),
  title: z.string(),
  /** Null once a newer revision has taken the place of what was found. */
  passage: z
    .object({
      page: z.number().int(),
      path: z.string(),
      text: z.string(),
      span: spanPair,
      revisionNumber: z.number().int(),
    })
    .nullable(),
  at: z.string(),
  isSeen: z.boolean(),
});
export type AlertView = z.infer<typeof alertView>;
/** Newest first, the newest 500. */
export const alertList = z.object({ alerts: z.array(alertView), unseen: z.number().int() });

/** Which alerts were seen; all when `ids` is absent. */
export const seenAlerts = z.strictObject({ ids: z.array(z.uuid()).max(500).optional() });
export type SeenAlerts = z.infer<typeof seenAlerts>;

/** How many alerts are new. */
export const alertCount = z.object({ unseen: z.number().int() });
