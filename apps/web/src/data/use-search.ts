import type { ChangeSearch, SaveSearch, SearchWish, SeenAlerts } from '#contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import {
  changeSavedSearch,
  fetchAlertCount,
  fetchAlerts,
  fetchComparison,
  fetchSavedSearches,
  markAlertsSeen,
  removeSavedSearch,
  runSearch,
  saveSearch,
} from '../api/search-client.js';
import { useChange } from './use-change.js';

const keys = {
  search: (wish: SearchWish) => ['search', wish] as const,
  comparison: (left: string, right: string) => ['comparison', left, right] as const,
  searches: ['saved-searches'] as const,
  alerts: ['alerts'] as const,
  alertList: ['alerts', 'list'] as const,
  alertCount: ['alerts', 'count'] as const,
};

/** @param wish Null while there is nothing to search for. */
export const useSearch = (wish: SearchWish | null) =>
  useQuery({
    queryKey: keys.search(wish ?? {}),
    queryFn: ({ signal }) => runSearch(wish!, signal),
    enabled: wish !== null,
    placeholderData: keepPreviousData,
    // Each run is an entry of the log; looking away and back is no search.
    refetchOnWindowFocus: false,
  });

/** Nothing is asked before both sides are named. @param left Id of a revision or document, as `right` is; empty for none yet. */
export const useComparison = (left: string, right: string) =>
  useQuery({
    queryKey: keys.comparison(left, right),
    queryFn: ({ signal }) => fetchComparison(left, right, signal),
    enabled: left !== '' && right !== '',
    // As a search, each is an entry of the log.
    refetchOnWindowFocus: false,
  });

/** The reader's own, oldest first. */
export const useSavedSearches = () =>
  useQuery({
    queryKey: keys.searches,
    queryFn: ({ signal }) => fetchSavedSearches(signal),
    select: ({ searches }) => searches,
  });

/** Newest first. Looking at them is an entry of the log, so that coming back to the window asks for nothing. */
export const useAlerts = () =>
  useQuery({ queryKey: keys.alertList, queryFn: ({ signal }) => fetchAlerts(signal), refetchOnWindowFocus: false });

const COUNTED_EVERY_MS = 60_000;
/** How many are new; asked for every minute. */
export const useAlertCount = () =>
  useQuery({
    queryKey: keys.alertCount,
    queryFn: ({ signal }) => fetchAlertCount(signal),
    refetchInterval: COUNTED_EVERY_MS,
    select: ({ unseen }) => unseen,
  });

const touched = [keys.searches, keys.alerts];
/** Saved searches and alerts are fetched anew. */
export const useSaveSearch = () => useChange((made: SaveSearch) => saveSearch(made), touched);
/** Rename, pause or go on. Fetches anew what `useSaveSearch` does. */
export const useChangeSavedSearch = () =>
  useChange(({ id, change }: { id: string; change: ChangeSearch }) => changeSavedSearch(id, change), touched);
/** Takes an id; its alerts go with it. */
export const useRemoveSavedSearch = () => useChange((id: string) => removeSavedSearch(id), touched);
/** Those named, or all; the count beside the page's name is fetched anew, too. */
export const useMarkAlertsSeen = () => useChange((which: SeenAlerts) => markAlertsSeen(which), [keys.alerts]);
