import * as contracts from '#contracts';
import type { Route } from './route.js';

/** Routes about the log: what was signed, entries, proofs. */
export const LOG_ROUTES: readonly Route[] = [
  {
    method: 'get',
    path: '/api/v1/log/checkpoint',
    summary: 'The log as it is now, signed',
    reply: contracts.logCheckpoint,
  },
  {
    method: 'get',
    path: '/api/v1/log/checkpoints',
    summary: 'What was signed, newest first, with what witnesses signed below it',
    query: contracts.checkpointHistoryQuery,
    reply: contracts.checkpointHistory,
  },
  {
    method: 'get',
    path: '/api/v1/log/places',
    summary: 'Where checkpoints go besides the database, and how that went last',
    reply: contracts.checkpointPlaces,
  },
  {
    method: 'get',
    path: '/api/v1/log/entries',
    summary: 'Entries of the log, oldest first, or newest first with `before`; of a kind, by somebody, about something',
    query: contracts.logEntriesQuery,
    reply: contracts.logEntries,
  },
  {
    method: 'get',
    path: '/api/v1/log/entries/{index}/proof',
    summary: 'Proof that an entry is in the log (C2SP tlog-proof)',
    reply: contracts.logEntryProof,
  },
  {
    method: 'get',
    path: '/api/v1/log/consistency',
    summary: 'Proof that an earlier state of the log is the start of a later one',
    query: contracts.consistencyQuery,
    reply: contracts.consistencyProof,
  },
  {
    method: 'post',
    path: '/api/v1/log/keys',
    summary: 'Change the key that signs the log',
    reply: contracts.logCheckpoint,
    status: 201,
  },
  {
    method: 'get',
    path: '/api/v1/records/{id}/proof',
    summary: 'A record with everything that proves it offline',
    reply: contracts.recordProof,
  },
  {
    method: 'get',
    path: '/api/v1/log/verify',
    summary: 'Re-derive the whole log and every record; as server-sent events with progress for whoever accepts those',
    reply: contracts.logVerification,
  },
];
