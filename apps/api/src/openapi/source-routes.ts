import * as contracts from '#contracts';
import type { Route } from './route.js';

const base = '/api/v1/sources';

/** Routes of sources, their runs and reports. */
export const SOURCE_ROUTES: readonly Route[] = [
  { method: 'get', path: base, summary: 'Sources that documents are kept in step with', reply: contracts.sourceList },
  {
    ...{ method: 'post', path: base, summary: 'Add a source; a secret is stored sealed and never sent back' },
    ...{ body: contracts.addSource, reply: contracts.sourceView, status: 201 },
  },
  {
    ...{ method: 'post', path: `${base}/test`, summary: 'Try settings: sign in and look at the first page' },
    ...{ body: contracts.testSource, reply: contracts.sourceTest },
  },
  { method: 'get', path: `${base}/{id}`, summary: 'One source', reply: contracts.sourceView },
  {
    ...{ method: 'patch', path: `${base}/{id}`, summary: 'Change a source; pause or resume it' },
    ...{ body: contracts.changeSource, reply: contracts.sourceView },
  },
  { method: 'delete', path: `${base}/{id}`, summary: 'Remove a source; its documents stay', status: 204 },
  {
    ...{ method: 'get', path: `${base}/{id}/runs`, summary: 'Runs of a source, newest first' },
    ...{ query: contracts.sourceRunQuery, reply: contracts.sourceRunList },
  },
  {
    ...{ method: 'post', path: `${base}/{id}/runs`, summary: 'Run a source now' },
    ...{ reply: contracts.sourceRunView, status: 201 },
  },
  { method: 'get', path: `${base}/{id}/runs/{run}`, summary: 'One run', reply: contracts.sourceRunView },
  {
    ...{ method: 'get', path: `${base}/{id}/runs/{run}/entries`, summary: 'What a run did, in order of path' },
    ...{ query: contracts.runEntryQuery, reply: contracts.runEntryList },
  },
  {
    ...{ method: 'post', path: `${base}/{id}/runs/{run}/confirm`, summary: 'Let a waiting run remove what is gone' },
    ...{ reply: contracts.sourceRunView },
  },
  { method: 'post', path: `${base}/{id}/cancel`, summary: 'Stop the run that is under way', status: 204 },
];
