import * as contracts from '#contracts';
import { z } from 'zod';
import type { Route } from './route.js';

/** Models: what there is, what is fetched and who serves which role. */
export const MODEL_ROUTES: readonly Route[] = [
  {
    method: 'get',
    path: '/api/v1/models',
    summary: 'Models at hand, what each is used for, and whether this machine has room for it',
    reply: contracts.modelList,
  },
  {
    method: 'get',
    path: '/api/v1/models/catalogue',
    summary: 'Models that are known beforehand',
    reply: contracts.catalogueList,
  },
  {
    method: 'post',
    path: '/api/v1/models/pull',
    summary: 'Fetch a model file, from an address or by its name in the catalogue',
    body: contracts.pullModel,
    reply: contracts.modelTask,
    status: 202,
  },
  {
    method: 'post',
    path: '/api/v1/models/quantize',
    summary: 'Make a copy of a model with its F32, F16 or BF16 weights in Q8_0',
    body: contracts.quantizeModel,
    reply: contracts.modelTask,
    status: 202,
  },
  {
    method: 'post',
    path: '/api/v1/models/import',
    summary: 'Store a GGUF file, which is the whole body',
    query: contracts.importModel,
    body: z.string().meta({ format: 'binary' }),
    contentType: 'application/octet-stream',
    reply: contracts.modelView,
    status: 201,
  },
  {
    method: 'post',
    path: '/api/v1/models/verify',
    summary: 'Compare every model file with its recorded checksum',
    reply: contracts.modelVerification,
  },
  {
    method: 'get',
    path: '/api/v1/models/tasks',
    summary: 'Downloads and copies, newest first',
    reply: contracts.modelTaskList,
  },
  { method: 'get', path: '/api/v1/models/tasks/{id}', summary: 'One download or copy', reply: contracts.modelTask },
  {
    method: 'delete',
    path: '/api/v1/models/tasks/{id}',
    summary: 'Stop a download or a copy',
    reply: contracts.modelTask,
  },
  {
    method: 'put',
    path: '/api/v1/models/roles/{role}',
    summary: 'Put a model to use for a role',
    body: contracts.useModel,
    reply: contracts.modelView,
  },
  {
    method: 'delete',
    path: '/api/v1/models/roles/{role}',
    summary: 'Leave a role empty, or to the model that ships with the service',
    status: 204,
  },
  { method: 'delete', path: '/api/v1/models/{name}', summary: 'Remove a model that nothing uses', status: 204 },
];
