import { join } from 'node:path';
import type { Catalogue, CatalogueEntry } from '../catalogue.js';
import { type ModelKind, type ModelRole, MODEL_ROLES, kindOf } from '../roles.js';
import type { RegisteredModel, Registry } from './registry.js';

/** Where models lie. */
export interface ModelFolders {
  /** Holds `catalogue.json` and the shipped models. */
  readonly shippedDir: string;
  /** Holds all other models and the registry. */
  readonly dataDir: string;
}

/** A model file that the service has at hand. A name stands for one content for ever. */
export interface StoredModel {
  readonly name: string;
  readonly kind: ModelKind;
  /** Roles that it fills itself; what the generator does for an empty role is not among them. */
  readonly roles: readonly ModelRole[];
  readonly source: 'shipped' | 'imported';
  /** URL it was fetched from, if it was. */
  readonly origin: string | null;
  /** The model that it is a Q8_0 copy of, as that was then; null for any other file. */
  readonly madeFrom: { readonly name: string; readonly sha256: string } | null;
  /** ISO time of its arrival; null for a shipped model. */
  readonly addedAt: string | null;
  readonly path: string;
  /** As recorded when the file was added (or shipped), not as found now: see {@link ModelStore.verify}. */
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly dimensions: number | null;
  readonly contextTokens: number | null;
  readonly isStarter: boolean;
  /** Whether a text's vector is the sum of its tokens' vectors. */
  readonly isStatic: boolean;
  /** Shipped for what was made with it, no longer offered. */
  readonly isRetired: boolean;
}

/** Every model at hand with its use: shipped models first, then the others by name. */
export function storedModels(catalogue: Catalogue, registry: Registry, folders: ModelFolders): StoredModel[] {
  const models = [
    ...catalogue.entries.map((entry) => shipped(entry, folders.shippedDir)).filter((model) => model !== null),
    ...registry.models.map((model) => imported(model, folders.dataDir)).sort((a, b) => a.name.localeCompare(b.name)),
  ];
  const names = MODEL_ROLES.map((role) => [role, nameInUse(registry, models, role)] as const);
  return models.map((model) => ({
    ...model,
    roles: names.filter(([, name]) => name === model.name).map(([role]) => role),
  }));
}

function shipped(entry: CatalogueEntry, folder: string): StoredModel | null {
  if (!entry.file || !entry.sha256) return null;
  return {
    name: entry.name,
    kind: kindOf(entry.roles[0]),
    roles: [],
    source: 'shipped',
    origin: null,
    madeFrom: null,
    addedAt: null,
    path: join(folder, entry.file),
    sha256: entry.sha256,
    sizeBytes: entry.sizeBytes ?? 0,
    dimensions: entry.dimensions ?? null,
    contextTokens: entry.contextTokens ?? null,
    isStarter: entry.isStarter,
    isStatic: entry.isStatic,
    isRetired: entry.isRetired,
  };
}

function imported({ file, architecture: _, ...model }: RegisteredModel, folder: string): StoredModel {
  const path = join(folder, file);
  return { ...model, roles: [], source: 'imported', path, isStarter: false, isStatic: false, isRetired: false };
}

function nameInUse(registry: Registry, models: readonly StoredModel[], role: ModelRole): string | undefined {
  return registry.inUse[role] ?? models.find((model) => model.source === 'shipped' && model.kind === role)?.name;
}
