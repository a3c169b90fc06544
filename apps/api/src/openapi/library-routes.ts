import * as contracts from '#contracts';
import { z } from 'zod';
import type { Route } from './route.js';

/** Collections, documents and their revisions. */
export const LIBRARY_ROUTES: readonly Route[] = [
  {
    method: 'get',
    path: '/api/v1/collections',
    summary: 'Collections with their documents counted',
    reply: contracts.collectionList,
  },
  {
    method: 'post',
    path: '/api/v1/collections',
    summary: 'Make a collection',
    body: contracts.createCollection,
    reply: contracts.collectionView,
    status: 201,
  },
  {
    method: 'patch',
    path: '/api/v1/collections/{id}',
    summary: 'Let a model of its own answer questions put to a collection',
    body: contracts.changeCollection,
    reply: contracts.collectionView,
  },
  { method: 'delete', path: '/api/v1/collections/{id}', summary: 'Remove an empty or scratch collection', status: 204 },
  {
    method: 'post',
    path: '/api/v1/documents',
    summary: 'Upload files',
    body: contracts.uploadFields,
    reply: contracts.uploadResult,
    status: 201,
    contentType: 'multipart/form-data',
  },
  {
    method: 'post',
    path: '/api/v1/documents/check',
    summary: 'Which of these files are unchanged',
    body: contracts.checkFiles,
    reply: contracts.checkResult,
  },
  {
    method: 'post',
    path: '/api/v1/documents/retry',
    summary: 'Read failed documents again',
    body: contracts.retryFailed,
    reply: z.object({ retried: z.int() }),
  },
  {
    method: 'get',
    path: '/api/v1/documents',
    summary: 'Documents, newest change first',
    query: contracts.documentQuery,
    reply: contracts.documentList,
  },
  {
    method: 'get',
    path: '/api/v1/documents/{id}',
    summary: 'One document with its revisions',
    reply: contracts.documentDetail,
  },
  {
    method: 'delete',
    path: '/api/v1/documents/{id}',
    summary: 'Take a document out of searches; its revisions stay citable',
    reply: contracts.documentDetail,
  },
  {
    method: 'post',
    path: '/api/v1/documents/{id}/unlock',
    summary: 'Read a locked document with its password, which is kept nowhere',
    body: contracts.unlockDocument,
    reply: contracts.documentDetail,
  },
  {
    method: 'post',
    path: '/api/v1/documents/{id}/restore',
    summary: 'Put a removed document back',
    reply: contracts.documentDetail,
  },
  {
    method: 'get',
    path: '/api/v1/revisions/{id}/text',
    summary: 'The stored text that citations point into',
    reply: contracts.revisionText,
  },
  { method: 'get', path: '/api/v1/revisions/{id}/file', summary: 'The original file' },
];
