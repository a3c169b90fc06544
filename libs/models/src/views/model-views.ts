import type { CatalogueModelView, FitsView, ModelTask, ModelView, RoleView } from '#contracts';
import { bareFailure } from '#knowledge';
import type { CatalogueEntry } from '../catalogue.js';
import type { GgufDescription } from '../gguf/describe-gguf.js';
import { fitOf, memoryOf } from '../gguf/estimate-memory.js';
import { MODEL_ROLES, type ModelRole, fallbackOf } from '../roles.js';
import type { FileFault } from '../store/file-fault.js';
import type { StoreTask } from '../store/model-tasks.js';
import type { StoredModel } from '../store/stored-model.js';

/** What a view of a model is made of. */
export interface KnownModel {
  readonly stored: StoredModel;
  /** What is wrong with its file. */
  readonly fault: FileFault | null;
  /** Null for a file that is missing, unreadable or damaged. */
  readonly described: GgufDescription | null;
  readonly entry: CatalogueEntry | null;
  readonly collections: readonly string[];
}

/** The machine that models run on. */
export interface ModelMachine {
  readonly memoryBytes: number;
  /** Whether embedders with F16 weights run on the processor backend that computes those slowly. */
  readonly isSlowInF16: boolean;
}

/** A model as people see it. What is not known is null: of a file with a fault, whether it fits this machine. */
export function viewModel(
  { stored, fault, described, entry, collections }: KnownModel,
  machine: ModelMachine,
): ModelView {
  const { name, kind, source, origin, madeFrom, addedAt, isStarter, sizeBytes, sha256, dimensions, contextTokens } =
    stored;
  return {
    ...{ name, kind, source, origin, madeFrom, addedAt, isStarter, sizeBytes, sha256, dimensions, contextTokens },
    roles: [...stored.roles],
    collections: [...collections],
    architecture: described?.architecture ?? null,
    parameters: described?.parameters ?? null,
    quantization: described?.quantization ?? null,
    isQuantizable: fault === null && described?.isQuantizable === true,
    license: described?.license ?? entry?.license ?? null,
    languages: entry?.languages ?? null,
    fault,
    fits: fault ? null : described && fits(memoryOf(stored, described), machine.memoryBytes),
    hint: fault ? null : hintOf(stored, described, machine),
  };
}

function hintOf(stored: StoredModel, described: GgufDescription | null, machine: ModelMachine): ModelView['hint'] {
  if (described && isTokenizerGuessed(described.tokenizer)) return 'guessed_tokenizer';
  return machine.isSlowInF16 && isSlowEmbedder(stored, described) ? 'slow_weights' : null;
}

/** llama.cpp then warns that what is written "will be degraded". Tokenizers of other kinds are cut up in one way only. */
const isTokenizerGuessed = ({ model, cut }: GgufDescription['tokenizer']): boolean => model === 'gpt2' && cut === null;

/** The starter is left out: there is no other file of it, and it is small. */
const isSlowEmbedder = ({ kind, isStarter }: StoredModel, described: GgufDescription | null): boolean =>
  kind === 'embedder' && !isStarter && described?.quantization === 'F16';

const fits = (needsBytes: number, machineBytes: number): FitsView => ({
  verdict: fitOf(needsBytes, machineBytes),
  needsBytes,
  machineBytes,
});

/** Until a file is here, only its size is known: a fifth more is a usual measure of what it takes at work. */
const BEYOND_WEIGHTS = 1.2;

/** @param installed The model of this entry that is here; what it takes is then known from its file. */
export function viewEntry(
  entry: CatalogueEntry,
  installed: ModelView | null,
  machineBytes: number,
): CatalogueModelView {
  const { name, roles, summary, license, queryPrefix, passagePrefix, sources, sizeBytes } = entry;
  return {
    ...{ name, summary, license, queryPrefix, passagePrefix, installed: installed?.name ?? null },
    roles: [...roles],
    sources: [...sources],
    family: entry.family ?? null,
    parameters: entry.parameters ?? null,
    quantization: entry.quantization ?? null,
    sizeBytes: sizeBytes ?? null,
    contextTokens: entry.contextTokens ?? null,
    dimensions: entry.dimensions ?? null,
    languages: entry.languages ?? null,
    pooling: entry.pooling ?? null,
    tier: entry.tier ?? null,
    source: entry.source ?? null,
    url: entry.url ?? null,
    fits:
      installed?.fits ?? (sizeBytes === undefined ? null : fits(Math.round(sizeBytes * BEYOND_WEIGHTS), machineBytes)),
  };
}

/** Roles whose model a server runs that the settings name; the model's name where they say it. */
export type RemoteRoles = Readonly<Partial<Record<ModelRole, { readonly model: string | null } | null>>>;

/**
 * Who fills each role: a remote server first, then an installed model, then the role that does its work (`generator`).
 */
export function viewRoles(models: readonly StoredModel[], remote: RemoteRoles): Record<ModelRole, RoleView> {
  const view = (role: ModelRole): RoleView => {
    const served = remote[role];
    if (served) return { name: served.model, from: 'remote' };
    const own = models.find(({ roles }) => roles.includes(role));
    if (own) return { name: own.name, from: own.source === 'shipped' ? 'shipped' : 'chosen' };
    const fallback = fallbackOf(role);
    const instead = fallback && view(fallback);
    return instead && instead.from !== 'nothing' ? { name: instead.name, from: 'generator' } : EMPTY;
  };
  return Object.fromEntries(MODEL_ROLES.map((role) => [role, view(role)])) as Record<ModelRole, RoleView>;
}

const EMPTY: RoleView = { name: null, from: 'nothing' };

/** A download, or the making of a copy, as it crosses the wire. */
export function viewTask({ createdAt, endedAt, error, ...task }: StoreTask): ModelTask {
  return {
    ...task,
    error: error && bareFailure(error),
    createdAt: createdAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  };
}
