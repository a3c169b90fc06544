import {
  type ModelList,
  type ModelRoleName,
  type ModelTask,
  type ModelView,
  type PullModel,
  type QuantizeModel,
  catalogueList,
  modelList,
  modelTask,
  modelTaskList,
  modelVerification,
  modelView,
} from '#contracts';
import { z } from 'zod';
import type { RequestBody } from './http.js';
import { query } from './query.js';
import type { ServiceClient } from './service-client.js';

/** The service's calls about models. Throws what {@link ServiceClient} throws. */
export class ModelCalls {
  constructor(private readonly client: Pick<ServiceClient, 'call' | 'send'>) {}

  list(): Promise<ModelList> {
    return this.client.call('GET', '/models', modelList);
  }

  catalogue() {
    return this.client.call('GET', '/models/catalogue', catalogueList);
  }

  pull(body: PullModel): Promise<ModelTask> {
    return this.client.call('POST', '/models/pull', modelTask, body);
  }

  quantize(body: QuantizeModel): Promise<ModelTask> {
    return this.client.call('POST', '/models/quantize', modelTask, body);
  }

  task(id: string): Promise<ModelTask> {
    return this.client.call('GET', `/models/tasks/${encodeURIComponent(id)}`, modelTask);
  }

  tasks() {
    return this.client.call('GET', '/models/tasks', modelTaskList);
  }

  cancel(id: string): Promise<ModelTask> {
    return this.client.call('DELETE', `/models/tasks/${encodeURIComponent(id)}`, modelTask);
  }

  /** @param file The GGUF file itself, as the whole body. */
  import(name: string, file: RequestBody): Promise<ModelView> {
    return this.client.send('POST', `/models/import${query({ name })}`, modelView, file);
  }

  verify() {
    return this.client.call('POST', '/models/verify', modelVerification);
  }

  use(role: ModelRoleName, name: string): Promise<ModelView> {
    return this.client.call('PUT', `/models/roles/${role}`, modelView, { name });
  }

  async release(role: ModelRoleName): Promise<void> {
    await this.client.call('DELETE', `/models/roles/${role}`, z.unknown());
  }

  async remove(name: string): Promise<void> {
    await this.client.call('DELETE', `/models/${encodeURIComponent(name)}`, z.unknown());
  }
}
