import { catalogueList, modelList, modelTask, modelTaskList, modelVerification, modelView } from '#contracts';
import type { ModelRoleName, PullModel, QuantizeModel } from '#contracts';
import { call, callFor } from './http.js';

const id = encodeURIComponent;

/** The models on this machine and the roles that they fill; every role of people may look. */
export const fetchModels = (signal?: AbortSignal) => callFor(modelList, '/models', { signal });
/** Models that may be had, in the catalogue's order; every role of people may look. */
export const fetchCatalogue = (signal?: AbortSignal) => callFor(catalogueList, '/models/catalogue', { signal });
/** Models on their way and copies in the making, also those that ended; for administrators. */
export const fetchModelTasks = (signal?: AbortSignal) => callFor(modelTaskList, '/models/tasks', { signal });

/** Begin to fetch a model, or go on with one that was broken off. */
export const pullModel = (body: PullModel) => callFor(modelTask, '/models/pull', { method: 'POST', body });
/** Begin to make a copy of a model with its weights in Q8_0. */
export const quantizeModel = (body: QuantizeModel) => callFor(modelTask, '/models/quantize', { method: 'POST', body });
/** What came of the file is kept, so that `pullModel` can go on with it. */
export const cancelModelTask = (taskId: string) =>
  callFor(modelTask, `/models/tasks/${id(taskId)}`, { method: 'DELETE' });
/** Hashes every model file against what is known of it; takes as long as reading them all. */
export const verifyModels = () => callFor(modelVerification, '/models/verify', { method: 'POST' });
/** Let a model fill a role in the place of the one that does. */
export const assignModel = (role: ModelRoleName, name: string) =>
  callFor(modelView, `/models/roles/${id(role)}`, { method: 'PUT', body: { name } });
/** The model that was assigned goes out of the role; where there is a fallback, that fills it. */
export const releaseRole = (role: ModelRoleName) => call(`/models/roles/${id(role)}`, { method: 'DELETE' });
/** Deletes its file. @throws ApiError `model.in_use` while anything uses it, and for what ships with the service. */
export const removeModel = (name: string) => call(`/models/${id(name)}`, { method: 'DELETE' });
