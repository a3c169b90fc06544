import {
  checkpointHistory,
  checkpointPlaces,
  logCheckpoint,
  logEntries,
  logEntryProof,
  verificationEvent,
} from '#contracts';
import type { LogVerification, VerificationEvent } from '#contracts';
import { strings } from '../strings/index.js';
import { ApiError, errorFromEvent } from './api-error.js';
import { eventsOf } from './event-stream.js';
import { callFor, queryString } from './http.js';

/** What the page of the log narrows entries by; empty narrows nothing. */
export interface LogFilter {
  readonly kind?: string;
  readonly actor?: string;
  readonly about?: string;
  readonly since?: string;
  readonly until?: string;
}

/** How far the checking of the log is. */
export type VerificationProgress = Extract<VerificationEvent, { event: 'progress' }>['data'];

const known = new Set<string>(verificationEvent.options.map((option) => option.shape.event.value));

/** The latest signed state of the log, and the keys that it is signed with. */
export const fetchCheckpoint = (signal?: AbortSignal) => callFor(logCheckpoint, '/log/checkpoint', { signal });
/** What was signed, newest first. @param before Size of a log; only checkpoints of smaller ones. */
export const fetchCheckpoints = (before: number | undefined, limit: number, signal?: AbortSignal) =>
  callFor(checkpointHistory, `/log/checkpoints${queryString({ before, limit })}`, { signal });
/** Where checkpoints go besides the database, and how that went last. */
export const fetchPlaces = (signal?: AbortSignal) => callFor(checkpointPlaces, '/log/places', { signal });
/** Newest first, in front of an entry. */
export const fetchEntries = (filter: LogFilter, before: number, limit: number, signal?: AbortSignal) =>
  callFor(logEntries, `/log/entries${queryString({ ...filter, before, limit })}`, { signal });
/** All that shows, without the service, that the log holds the entry. @param index Of the entry, from 0. */
export const fetchEntryProof = (index: number) => callFor(logEntryProof, `/log/entries/${index}/proof`);

/** Have the whole log checked. Aborting ends it. */
export async function verifyLog(
  signal: AbortSignal,
  tell: (progress: VerificationProgress) => void,
): Promise<LogVerification> {
  for await (const { event, data } of eventsOf('/log/verify', verificationEvent, known, { signal })) {
    if (event === 'progress') tell(data);
    else if (event === 'done') return data;
    else throw errorFromEvent(500, data);
  }
  throw new ApiError(500, 'stream.ended', strings.errors.streamEnded);
}
