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

export const runSearch = (body: SearchWish, signal?: AbortSignal) =>
  callFor(searchResult, '/search', { method: 'POST', body, signal });
export const fetchComparison = (left: string, right: string, signal?: AbortSignal) =>
  callFor(comparisonView, `/comparison${queryString({ left, right })}`, { signal });

export const fetchSavedSearches = (signal?: AbortSignal) => callFor(savedSearchList, '/searches', { signal });
export const saveSearch = (body: SaveSearch) => callFor(savedSearchView, '/searches', { method: 'POST', body });
export const changeSavedSearch = (searchId: string, body: ChangeSearch) =>
  call(`/searches/${id(searchId)}`, { method: 'PATCH', body });
export const removeSavedSearch = (searchId: string) => call(`/searches/${id(searchId)}`, { method: 'DELETE' });

export const fetchAlerts = (signal?: AbortSignal) => callFor(alertList, '/alerts', { signal });
export const fetchAlertCount = (signal?: AbortSignal) => callFor(alertCount, '/alerts/count', { signal });
export const markAlertsSeen = (body: SeenAlerts) => call('/alerts/seen', { method: 'POST', body });
