import * as contracts from '#contracts';
import type { Route } from './route.js';

/** Searches that are kept, what they found, and comparisons. */
export const SEARCH_ROUTES: readonly Route[] = [
  {
    method: 'get',
    path: '/api/v1/searches',
    summary: "One's own saved searches, oldest first",
    reply: contracts.savedSearchList,
  },
  {
    method: 'post',
    path: '/api/v1/searches',
    summary: 'Save a search, to hear of what newly matches it',
    body: contracts.saveSearch,
    reply: contracts.savedSearchView,
    status: 201,
  },
  {
    method: 'patch',
    path: '/api/v1/searches/{id}',
    summary: 'Rename a saved search, pause it or go on with it',
    body: contracts.changeSearch,
    status: 204,
  },
  { method: 'delete', path: '/api/v1/searches/{id}', summary: 'Delete a saved search with its alerts', status: 204 },
  {
    method: 'get',
    path: '/api/v1/alerts',
    summary: "What one's saved searches found newly, newest first, as far as one may see it now",
    reply: contracts.alertList,
  },
  {
    method: 'get',
    path: '/api/v1/alerts/count',
    summary: 'How many alerts one has not seen',
    reply: contracts.alertCount,
  },
  {
    method: 'post',
    path: '/api/v1/alerts/seen',
    summary: 'Mark alerts as seen; all of them when none is named',
    body: contracts.seenAlerts,
    status: 204,
  },
  {
    method: 'get',
    path: '/api/v1/comparison',
    summary: 'Two documents or revisions line by line, with the words that differ',
    query: contracts.textComparisonQuery,
    reply: contracts.comparisonView,
  },
];
