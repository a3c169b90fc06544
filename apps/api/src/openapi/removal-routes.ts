import * as contracts from '#contracts';
import type { Route } from './route.js';

/** Collections that are taken out of the library with their documents. */
export const REMOVAL_ROUTES: readonly Route[] = [
  {
    method: 'post',
    path: '/api/v1/removals',
    summary: 'Begin to remove a collection with its documents; their revisions stay citable, and it can be undone',
    body: contracts.beginRemoval,
    reply: contracts.removalView,
    status: 202,
  },
  {
    method: 'get',
    path: '/api/v1/removals',
    summary: 'Removals of collections, newest first',
    reply: contracts.removalList,
  },
  {
    method: 'get',
    path: '/api/v1/removals/{id}',
    summary: 'How far a removal has come',
    reply: contracts.removalView,
  },
  {
    method: 'post',
    path: '/api/v1/removals/{id}/cancel',
    summary: 'Stop a removal; what it has taken out stays out until it is put back',
    reply: contracts.removalView,
  },
  {
    method: 'post',
    path: '/api/v1/removals/{id}/restore',
    summary: 'Put a collection and the documents that were removed with it back',
    reply: contracts.removalView,
    status: 202,
  },
];
