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

export const useSource = (id: string) =>
  useQuery({
    queryKey: keys.source(id),
    queryFn: ({ signal }) => fetchSource(id, signal),
    refetchInterval: (query) => (isUnderWay(query.state.data?.lastRun) ? BUSY_MS : QUIET_MS),
  });

export const useSourceRuns = (id: string) =>
  useQuery({
    queryKey: keys.sourceRuns(id),
    queryFn: ({ signal }) => fetchRuns(id, signal),
    refetchInterval: (query) => (query.state.data?.runs.some(isUnderWay) ? BUSY_MS : QUIET_MS),
  });

export const useRunEntries = (id: string, run: SourceRunView, filter: EntryFilter) =>
  useQuery({
    queryKey: keys.runEntries(id, run.id, filter),
    queryFn: ({ signal }) => fetchEntries(id, run.id, filter, signal),
    placeholderData: keepPreviousData,
    refetchInterval: isUnderWay(run) ? 2 * BUSY_MS : false,
  });

const touched = [keys.sources];
export const useAddSource = () => useChange((body: AddSource) => addSource(body), touched);
export const useChangeSource = () =>
  useChange(({ id, to }: { id: string; to: ChangeSource }) => changeSource(id, to), touched);
export const useRemoveSource = () => useChange((id: string) => removeSource(id), touched);
export const useRunSource = () => useChange((id: string) => runSource(id), touched);
export const useCancelRun = () => useChange((id: string) => cancelRun(id), touched);
export const useConfirmRun = () =>
  useChange(({ id, run }: { id: string; run: string }) => confirmRun(id, run), touched);
export const useTestSource = () => useTelling({ mutationFn: testSource });
