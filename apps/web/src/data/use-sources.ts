import type { AddSource, ChangeSource, SourceRunView } from '#contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import {
  type EntryFilter,
  addSource,
  cancelRun,
  changeSource,
  confirmRun,
  fetchEntries,
  fetchRuns,
  fetchSource,
  fetchSources,
  removeSource,
  runSource,
  testSource,
} from '../api/sources-client.js';
import { keys } from './keys.js';
import { useChange } from './use-change.js';
import { useTelling } from './use-telling.js';

const BUSY_MS = 1_000;
const QUIET_MS = 10_000;

/** False for none, and for one that waits to be confirmed. */
export const isUnderWay = (run: SourceRunView | null | undefined): boolean =>
  run?.state === 'queued' || run?.state === 'running';

/** Sources with their last runs; asked for every second while one runs. */
export const useSources = () =>
  useQuery({
    queryKey: keys.sourceList,
    queryFn: ({ signal }) => fetchSources(signal),
    refetchInterval: (query) =>
      query.state.data?.sources.some(({ lastRun }) => isUnderWay(lastRun)) ? BUSY_MS : QUIET_MS,
  });

/** Asked for every second while its last run is under way, otherwise every ten seconds. */
export const useSource = (id: string) =>
  useQuery({
    queryKey: keys.source(id),
    queryFn: ({ signal }) => fetchSource(id, signal),
    refetchInterval: (query) => (isUnderWay(query.state.data?.lastRun) ? BUSY_MS : QUIET_MS),
  });

/** The newest 25, newest first; asked for as often as `useSource`. */
export const useSourceRuns = (id: string) =>
  useQuery({
    queryKey: keys.sourceRuns(id),
    queryFn: ({ signal }) => fetchRuns(id, signal),
    refetchInterval: (query) => (query.state.data?.runs.some(isUnderWay) ? BUSY_MS : QUIET_MS),
  });

/** One page of a run's report; asked for every two seconds while it runs. The page that is shown stays until the next is there. */
export const useRunEntries = (id: string, run: SourceRunView, filter: EntryFilter) =>
  useQuery({
    queryKey: keys.runEntries(id, run.id, filter),
    queryFn: ({ signal }) => fetchEntries(id, run.id, filter, signal),
    placeholderData: keepPreviousData,
    refetchInterval: isUnderWay(run) ? 2 * BUSY_MS : false,
  });

const touched = [keys.sources];
/** As all changes here, fetches anew whatever is shown of sources. */
export const useAddSource = () => useChange((body: AddSource) => addSource(body), touched);
/** What is left out of `to` stays. */
export const useChangeSource = () =>
  useChange(({ id, to }: { id: string; to: ChangeSource }) => changeSource(id, to), touched);
/** Takes an id; documents that it brought stay in the library. */
export const useRemoveSource = () => useChange((id: string) => removeSource(id), touched);
/** Takes an id; succeeds once the run has begun. */
export const useRunSource = () => useChange((id: string) => runSource(id), touched);
/** Takes the id of the source, not of the run. */
export const useCancelRun = () => useChange((id: string) => cancelRun(id), touched);
/** Lets a waiting run remove what it found gone. */
export const useConfirmRun = () =>
  useChange(({ id, run }: { id: string; run: string }) => confirmRun(id, run), touched);
/** What could not be reached is told in its result; it fails only for settings that nobody may have. */
export const useTestSource = () => useTelling({ mutationFn: testSource });
