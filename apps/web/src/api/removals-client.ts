import { removalList, removalView } from '#contracts';
import { callFor } from './http.js';

const at = (removal: string, action: string) => `/removals/${encodeURIComponent(removal)}/${action}`;

/** Removals of collections in sight, newest first, up to 100. */
export const fetchRemovals = (signal?: AbortSignal) => callFor(removalList, '/removals', { signal });
/** Answered at once; the removal goes on by itself. @param collection Name or id. */
export const beginRemoval = (collection: string) =>
  callFor(removalView, '/removals', { method: 'POST', body: { collection } });
/** Stops it; what it has taken out stays out until `restoreRemoval`. */
export const cancelRemoval = (removal: string) => callFor(removalView, at(removal, 'cancel'), { method: 'POST' });
/**
 * Puts back the collection and what the removal took out of it; what was removed by itself, or erased, stays out.
 * @throws ApiError also where the collection's name is taken by now.
 */
export const restoreRemoval = (removal: string) => callFor(removalView, at(removal, 'restore'), { method: 'POST' });
