import { catalogueList, modelList, modelTask, modelTaskList, modelVerification, modelView } from '#contracts';
import type { ModelRoleName, PullModel, QuantizeModel } from '#contracts';
import { call, callFor } from './http.js';

const id = encodeURIComponent;

export const fetchModels = (signal?: AbortSignal) => callFor(modelList, '/models', { signal });
export const fetchCatalogue = (signal?: AbortSignal) => callFor(catalogueList, '/models/catalogue', { signal });
export const fetchModelTasks = (signal?: AbortSignal) => callFor(modelTaskList, '/models/tasks', { signal });

/** Begin to fetch a model, or go on with one that was broken off. */
export const pullModel = (body: PullModel) => callFor(modelTask, '/models/pull', { method: 'POST', body });
/** Begin to make a copy of a model with its weights in Q8_0. */
export const quantizeModel = (body: QuantizeModel) => callFor(modelTask, '/models/quantize', { method: 'POST', body });
export const cancelModelTask = (taskId: string) =>
  callFor(modelTask, `/models/tasks/${id(taskId)}`, { method: 'DELETE' });
export const verifyModels = () => callFor(modelVerification, '/models/verify', { method: 'POST' });
export const assignModel = (role: ModelRoleName, name: string) =>
  callFor(modelView, `/models/roles/${id(role)}`, { method: 'PUT', body: { name } });
export const releaseRole = (role: ModelRoleName) => call(`/models/roles/${id(role)}`, { method: 'DELETE' });
export const removeModel = (name: string) => call(`/models/${id(name)}`, { method: 'DELETE' });
