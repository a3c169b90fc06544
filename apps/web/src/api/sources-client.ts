import { runEntryList, sourceList, sourceRunList, sourceRunView, sourceTest, sourceView } from '#contracts';
import type { AddSource, ChangeSource, RunOutcome, TestSource } from '#contracts';
import { call, callFor, queryString } from './http.js';

const at = (id: string) => `/sources/${encodeURIComponent(id)}`;
const runAt = (id: string, run: string) => `${at(id)}/runs/${encodeURIComponent(run)}`;

export const fetchSources = (signal?: AbortSignal) => callFor(sourceList, '/sources', { signal });
export const fetchSource = (id: string, signal?: AbortSignal) => callFor(sourceView, at(id), { signal });
export const addSource = (body: AddSource) => callFor(sourceView, '/sources', { method: 'POST', body });
export const changeSource = (id: string, body: ChangeSource) => callFor(sourceView, at(id), { method: 'PATCH', body });
export const testSource = (body: TestSource) => callFor(sourceTest, '/sources/test', { method: 'POST', body });
export const removeSource = (id: string) => call(at(id), { method: 'DELETE' });
export const runSource = (id: string) => callFor(sourceRunView, `${at(id)}/runs`, { method: 'POST', body: {} });
export const cancelRun = (id: string) => call(`${at(id)}/cancel`, { method: 'POST', body: {} });
export const confirmRun = (id: string, run: string) =>
  callFor(sourceRunView, `${runAt(id, run)}/confirm`, { method: 'POST', body: {} });
export const fetchRuns = (id: string, signal?: AbortSignal) =>
  callFor(sourceRunList, `${at(id)}/runs${queryString({ limit: 25 })}`, { signal });

export interface EntryFilter {
  readonly outcome: RunOutcome | undefined;
  readonly offset: number;
  readonly limit: number;
}

export const fetchEntries = (id: string, run: string, filter: EntryFilter, signal?: AbortSignal) =>
  callFor(runEntryList, `${runAt(id, run)}/entries${queryString({ ...filter })}`, { signal });
