import { removalList, removalView } from '#contracts';
import { callFor } from './http.js';

const at = (removal: string, action: string) => `/removals/${encodeURIComponent(removal)}/${action}`;

export const fetchRemovals = (signal?: AbortSignal) => callFor(removalList, '/removals', { signal });
export const beginRemoval = (collection: string) =>
  callFor(removalView, '/removals', { method: 'POST', body: { collection } });
export const cancelRemoval = (removal: string) => callFor(removalView, at(removal, 'cancel'), { method: 'POST' });
export const restoreRemoval = (removal: string) => callFor(removalView, at(removal, 'restore'), { method: 'POST' });
