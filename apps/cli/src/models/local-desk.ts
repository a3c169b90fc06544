import { stat } from 'node:fs/promises';
import type { ModelRoleName, ModelView } from '#contracts';
import { ModelNotFound, ModelOverview, type ModelStore } from '#models';
import { type ModelDesk, type OnBytes, type PullOrder, isAddress } from './model-desk.js';
import { readCounted } from './read-counted.js';

/** Works on the store itself. What it changes stands in the store's own list of changes, which the service logs when it next starts. */
export class LocalDesk implements ModelDesk {
  private readonly overview: ModelOverview;

  constructor(
    private readonly store: ModelStore,
    private readonly signal: AbortSignal,
  ) {
    this.overview = new ModelOverview(store, {});
  }

  list() {
    return this.overview.list(new Map());
  }

  catalogue() {
    return this.overview.catalogue();
  }

  async pull({ what, ...options }: PullOrder, onBytes: OnBytes): Promise<ModelView> {
    const entry = isAddress(what) ? null : (await this.store.catalogue()).get(what);
    const url = entry ? entry.url : what;
    if (!url || !isAddress(url))
      throw new ModelNotFound(`The catalogue names no file of "${what}". Give the address of a .gguf file.`);
    const { name } = await this.store.pull(url, {
      ...(entry?.sha256 === undefined ? {} : { sha256: entry.sha256 }),
      ...options,
      signal: this.signal,
      onProgress: ({ receivedBytes, totalBytes }) => onBytes(receivedBytes, totalBytes),
    });
    return this.view(name);
  }

  async quantize(model: string, name: string | undefined, onBytes: OnBytes): Promise<ModelView> {
    const copy = await this.store.quantize(model, {
      ...(name === undefined ? {} : { as: name }),
      signal: this.signal,
      onProgress: ({ receivedBytes, totalBytes }) => onBytes(receivedBytes, totalBytes),
    });
    return this.view(copy.name);
  }

  async importFile(path: string, name: string | undefined, onBytes: OnBytes): Promise<ModelView> {
    const { size } = await stat(path).catch((cause: unknown) => {
      throw new ModelNotFound(`There is no file ${path}.`, { cause });
    });
    const options = { name: name ?? path, sizeBytes: size, signal: this.signal };
    const added = await this.store.importStream(readCounted(path, size, onBytes), options);
    return this.view(added.name);
  }

  async verify() {
    const models = await this.store.verify();
    return { ok: models.every(({ ok }) => ok), models: models.map((model) => ({ ...model })) };
  }

  async use(role: ModelRoleName, name: string): Promise<ModelView> {
    await this.store.use(role, name);
    return this.view(name);
  }

  release(role: ModelRoleName): Promise<void> {
    return this.store.release(role);
  }

  remove(name: string): Promise<void> {
    return this.store.remove(name);
  }

  private view(name: string): Promise<ModelView> {
    return this.overview.one(name, new Map());
  }
}
