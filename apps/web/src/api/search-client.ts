import {
  alertCount,
  alertList,
  comparisonView,
  savedSearchList,
  savedSearchView,
  searchResult,
  type ChangeSearch,
  type SaveSearch,
  type SearchWish,
  type SeenAlerts,
} from '#contracts';
import { call, callFor, queryString } from './http.js';

const id = encodeURIComponent;

/** Within what the reader may see. That it was searched is an entry of the log. */
export const runSearch = (body: SearchWish, signal?: AbortSignal) =>
  callFor(searchResult, '/search', { method: 'POST', body, signal });
/**
 * Two texts, line by line; that they were compared is an entry of the log. @param left Id of a revision, or of a
 * document for its current one; as `right` is.
 */
export const fetchComparison = (left: string, right: string, signal?: AbortSignal) =>
  callFor(comparisonView, `/comparison${queryString({ left, right })}`, { signal });

/** The reader's own, oldest first. */
export const fetchSavedSearches = (signal?: AbortSignal) => callFor(savedSearchList, '/searches', { signal });
/** What goes live from now on is news to it. @throws ApiError for a query that can't be run, or one too many. */
export const saveSearch = (body: SaveSearch) => callFor(savedSearchView, '/searches', { method: 'POST', body });
/** Rename, pause or go on; what it looks for never changes. What went live during a pause is no news afterwards. */
export const changeSavedSearch = (searchId: string, body: ChangeSearch) =>
  call(`/searches/${id(searchId)}`, { method: 'PATCH', body });
/** Its alerts go with it. */
export const removeSavedSearch = (searchId: string) => call(`/searches/${id(searchId)}`, { method: 'DELETE' });

/** What the reader's saved searches found: the newest 500, newest first, without what may not be seen any more. */
export const fetchAlerts = (signal?: AbortSignal) => callFor(alertList, '/alerts', { signal });
/** How many alerts are new, without what they are. */
export const fetchAlertCount = (signal?: AbortSignal) => callFor(alertCount, '/alerts/count', { signal });
/** Those named, or all; other people's are left alone. */
export const markAlertsSeen = (body: SeenAlerts) => call('/alerts/seen', { method: 'POST', body });
