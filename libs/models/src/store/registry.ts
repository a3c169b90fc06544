import { randomUUID } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { holdingLock } from '#lock-file';
import { z } from 'zod';
import { ModelCorrupt } from '../model-errors.js';
import { MODEL_KINDS, MODEL_ROLES } from '../roles.js';
import { storePatience } from './store-patience.js';
import { writeFileAtomically } from './write-atomically.js';

const registeredModel = z.object({
  name: z.string(),
  /** File name within the models folder. */
  file: z.string(),
  sha256: z.string(),
  sizeBytes: z.number(),
  kind: z.enum(MODEL_KINDS),
  architecture: z.string(),
  dimensions: z.number().nullable(),
  contextTokens: z.number().nullable(),
  /** Address that it was fetched from, without query; null for an imported file. */
  origin: z.string().nullable(),
  /** The model that it is a Q8_0 copy of, as that was then; null for any other file. */
  madeFrom: z.object({ name: z.string(), sha256: z.string() }).nullable().default(null),
  addedAt: z.string(),
});
/** A model that was added to the store, as it was found when it came. */
export type RegisteredModel = z.infer<typeof registeredModel>;

const storeEvent = z.object({
  id: z.string(),
  kind: z.enum(['model.added', 'model.used', 'model.released', 'model.removed']),
  /** User id, or `system` for the command line on the machine itself. */
  actor: z.string(),
  subject: z.record(z.string(), z.string().or(z.number()).nullable()),
});
/** A change of the store that the service's log has not been told yet. Hashes only, no names. */
export type StoreEvent = z.infer<typeof storeEvent>;

const registry = z.object({
  version: z.literal(2),
  models: z.array(registeredModel),
  /** Model name by role; an absent role falls back to the shipped model, if there is one. */
  inUse: z.partialRecord(z.enum(MODEL_ROLES), z.string()),
  /** Oldest first. They land with the change itself, so that none is ever missing from the log. */
  untold: z.array(storeEvent),
});
/** What the store knows of the models that were added, and of what is in use for what. */
export type Registry = z.infer<typeof registry>;

const LOCK_WAIT_MS = 10_000;
const fileOf = (dataDir: string): string => join(dataDir, 'registry.json');

/** The registry as it stands on disk; empty when none was written yet. @throws ModelCorrupt */
export async function readRegistry(dataDir: string): Promise<Registry> {
  let text: string;
  try {
    text = await readFile(fileOf(dataDir), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { version: 2, models: [], inUse: {}, untold: [] };
    throw error;
  }
  try {
    return registry.parse(upgraded(JSON.parse(text)));
  } catch (cause) {
    const message = `The model registry ${fileOf(dataDir)} cannot be read. Restore it, or remove it and import the models again.`;
    throw new ModelCorrupt(message, { cause });
  }
}

/** Version 1 called the kind of a model its role. */
function upgraded(content: unknown): unknown {
  const old = z
    .object({ version: z.literal(1), models: z.array(z.looseObject({ role: z.string() })), inUse: z.unknown() })
    .safeParse(content);
  if (!old.success) return content;
  const models = old.data.models.map(({ role, ...model }) => ({ ...model, kind: role }));
  return { version: 2, models, inUse: old.data.inUse, untold: [] };
}

/** The registry as it is to be, and what the log is to be told of it; both are written at once. */
export interface RegistryChange extends Pick<Registry, 'models' | 'inUse'> {
  readonly event: Omit<StoreEvent, 'id'>;
  /** A second one that goes with it. */
  readonly and?: Omit<StoreEvent, 'id'> | undefined;
}

/**
 * Change the registry, together with the events that tell of it. Changes of all processes follow one another.
 * @throws ModelStoreBusy, ModelCorrupt; whatever the edit throws, and then nothing has changed.
 */
export async function changeRegistry(dataDir: string, edit: (registry: Registry) => RegistryChange): Promise<void> {
  await rewrite(dataDir, (now) => {
    const { models, inUse, event, and } = edit(now);
    const told = [event, ...(and ? [and] : [])].map((one) => ({ id: randomUUID(), ...one }));
    return { version: 2, models, inUse, untold: [...now.untold, ...told] };
  });
}

/** Forget events that have been told. */
export async function forgetEvents(dataDir: string, ids: readonly string[]): Promise<void> {
  await rewrite(dataDir, (now) => ({ ...now, untold: now.untold.filter(({ id }) => !ids.includes(id)) }));
}

async function rewrite(dataDir: string, edit: (registry: Registry) => Registry): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  await holdingLock(join(dataDir, 'registry.lock'), storePatience(LOCK_WAIT_MS), async () => {
    const content = edit(await readRegistry(dataDir));
    await writeFileAtomically(fileOf(dataDir), `${JSON.stringify(content, null, 2)}\n`);
  });
}
