import { runEntryList, sourceList, sourceRunList, sourceRunView, sourceTest, sourceView } from '#contracts';
import type { AddSource, ChangeSource, RunOutcome, TestSource } from '#contracts';
import { call, callFor, queryString } from './http.js';

const at = (id: string) => `/sources/${encodeURIComponent(id)}`;
const runAt = (id: string, run: string) => `${at(id)}/runs/${encodeURIComponent(run)}`;

/** Those whose collection the reader sees, in order of name, each with its last run; for librarians and administrators. */
export const fetchSources = (signal?: AbortSignal) => callFor(sourceList, '/sources', { signal });
/** With its settings and without its secret. */
export const fetchSource = (id: string, signal?: AbortSignal) => callFor(sourceView, at(id), { signal });
/** @throws ApiError for a folder or schedule that is not allowed. */
export const addSource = (body: AddSource) => callFor(sourceView, '/sources', { method: 'POST', body });
/**
 * What is left out stays. Whoever changes what it reads lends it their own rights.
 * @throws ApiError `source.secret_needed` where the secret would go to another server.
 */
export const changeSource = (id: string, body: ChangeSource) => callFor(sourceView, at(id), { method: 'PATCH', body });
/** Connects and keeps nothing. What fails is told in the reply. @throws ApiError for settings that nobody may have. */
export const testSource = (body: TestSource) => callFor(sourceTest, '/sources/test', { method: 'POST', body });
/** Its documents stay; its reports go. @throws ApiError while a run works on it. */
export const removeSource = (id: string) => call(at(id), { method: 'DELETE' });
/** Also for a paused one. @throws ApiError while another run works on it. */
export const runSource = (id: string) => callFor(sourceRunView, `${at(id)}/runs`, { method: 'POST', body: {} });
/** Stops the run that is under way, or puts away the one that waits; what it did stays. */
export const cancelRun = (id: string) => call(`${at(id)}/cancel`, { method: 'POST', body: {} });
/** Lets a waiting run remove what it found gone. */
export const confirmRun = (id: string, run: string) =>
  callFor(sourceRunView, `${runAt(id, run)}/confirm`, { method: 'POST', body: {} });
/** The newest 25, newest first. */
export const fetchRuns = (id: string, signal?: AbortSignal) =>
  callFor(sourceRunList, `${at(id)}/runs${queryString({ limit: 25 })}`, { signal });

/** Which lines of a run's report, and which page of them. */
export interface EntryFilter {
  readonly outcome: RunOutcome | undefined;
  readonly offset: number;
  readonly limit: number;
}

/** Lines of a run's report in order of path; documents out of sight are counted and not named. */
export const fetchEntries = (id: string, run: string, filter: EntryFilter, signal?: AbortSignal) =>
  callFor(runEntryList, `${runAt(id, run)}/entries${queryString({ ...filter })}`, { signal });
