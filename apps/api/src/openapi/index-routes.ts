import * as contracts from '#contracts';
import type { Route } from './route.js';

/** Generations of the index and the golden questions that guard them. */
export const INDEX_ROUTES: readonly Route[] = [
  {
    method: 'post',
    path: '/api/v1/index/rebuild',
    summary: 'Build the index anew beside the one that serves; then it switches by itself or waits',
    body: contracts.rebuildIndexRequest,
    reply: contracts.indexAccepted,
    status: 202,
  },
  {
    method: 'get',
    path: '/api/v1/index/generations',
    summary: 'Generations of the search index, oldest first',
    reply: contracts.generationList,
  },
  {
    method: 'delete',
    path: '/api/v1/index/generations/{id}',
    summary: 'Cancel a build, or drop a generation that does not serve',
    status: 204,
  },
  {
    method: 'get',
    path: '/api/v1/index/comparison',
    summary: 'What two generations found for the golden questions',
    query: contracts.comparisonQuery,
    reply: contracts.indexComparison,
  },
  {
    method: 'post',
    path: '/api/v1/index/compare',
    summary: 'Put the golden questions to two generations now',
    body: contracts.compareIndexRequest,
    reply: contracts.indexAccepted,
    status: 202,
  },
  {
    method: 'post',
    path: '/api/v1/index/switch',
    summary: 'Let another generation serve, if the golden questions do not speak against it',
    body: contracts.switchIndexRequest,
    reply: contracts.indexAccepted,
    status: 202,
  },
  {
    method: 'post',
    path: '/api/v1/index/rollback',
    summary: 'Back to the generation that served before',
    reply: contracts.indexAccepted,
    status: 202,
  },
  {
    method: 'get',
    path: '/api/v1/golden-questions',
    summary: 'Golden questions, oldest first',
    query: contracts.goldenQuery,
    reply: contracts.goldenQuestionList,
  },
  {
    method: 'post',
    path: '/api/v1/golden-questions',
    summary: 'Add a golden question',
    body: contracts.addGoldenQuestion,
    reply: contracts.goldenQuestionView,
    status: 201,
  },
  {
    method: 'patch',
    path: '/api/v1/golden-questions/{id}',
    summary: 'Change a golden question',
    body: contracts.editGoldenQuestion,
    reply: contracts.goldenQuestionView,
  },
  { method: 'delete', path: '/api/v1/golden-questions/{id}', summary: 'Remove a golden question', status: 204 },
];
