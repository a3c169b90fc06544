import type { CatalogueList, ModelList, ModelView } from '#contracts';
import { machineMemory } from '../machine-memory.js';
import { isSlowInF16 } from '../processor-backend.js';
import { freeBytes } from '../store/disk-room.js';
import type { ModelStore } from '../store/model-store.js';
import type { StoredModel } from '../store/stored-model.js';
import { type RemoteRoles, viewEntry, viewModel, viewRoles } from './model-views.js';

/** Names of the collections that a model answers for, by the model's name. */
export type CollectionsByGenerator = ReadonlyMap<string, readonly string[]>;

/** What there is of models, and what each is used for. */
export class ModelOverview {
  constructor(
    private readonly store: ModelStore,
    private readonly remote: RemoteRoles,
  ) {}

  async list(used: CollectionsByGenerator): Promise<ModelList> {
    const models = (await this.store.list()).filter(isOffered);
    return {
      models: await Promise.all(models.map((model) => this.view(model, used))),
      roles: viewRoles(models, this.remote),
      machineBytes: machineMemory(),
      freeDiskBytes: await freeBytes(await this.store.folder()),
    };
  }

  /** @throws ModelNotFound */
  async one(name: string, used: CollectionsByGenerator): Promise<ModelView> {
    return this.view(await this.store.get(name), used);
  }

  async catalogue(): Promise<CatalogueList> {
    const [catalogue, models] = [await this.store.catalogue(), await this.store.list()];
    const views = await Promise.all(models.map((model) => this.view(model, new Map())));
    const installed = new Map(views.map((view) => [catalogue.find(view.name)?.name, view]));
    const machineBytes = machineMemory();
    return {
      models: catalogue.entries
        .filter((entry) => !entry.isRetired)
        .map((entry) => viewEntry(entry, installed.get(entry.name) ?? null, machineBytes)),
    };
  }

  private async view(stored: StoredModel, used: CollectionsByGenerator): Promise<ModelView> {
    const [catalogue, file] = await Promise.all([this.store.catalogue(), this.store.inspect(stored)]);
    const collections = used.get(stored.name) ?? [];
    const machine = { memoryBytes: machineMemory(), isSlowInF16: isSlowInF16() };
    return viewModel({ stored, ...file, entry: catalogue.find(stored.name), collections }, machine);
  }
}

/** What is shipped only for indexes of former times is listed while it has a role. */
const isOffered = ({ isRetired, roles }: StoredModel): boolean => !isRetired || roles.length > 0;
