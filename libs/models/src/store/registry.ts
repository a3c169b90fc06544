import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ModelCorrupt } from '../model-errors.js';
import { MODEL_ROLES } from '../roles.js';
import { writeFileAtomically } from './write-atomically.js';

const registeredModel = z.object({
  name: z.string(),
  /** File name within the models folder. */
  file: z.string(),
  sha256: z.string(),
  sizeBytes: z.number(),
  role: z.enum(MODEL_ROLES),
  architecture: z.string(),
  dimensions: z.number().nullable(),
  contextTokens: z.number().nullable(),
  /** URL it was fetched from; null for an imported file. */
  origin: z.string().nullable(),
  addedAt: z.string(),
});
export type RegisteredModel = z.infer<typeof registeredModel>;

const registry = z.object({
  version: z.literal(1),
  models: z.array(registeredModel),
  /** Model name by role; an absent role falls back to the shipped model, if there is one. */
  inUse: z.partialRecord(z.enum(MODEL_ROLES), z.string()),
});
export type Registry = z.infer<typeof registry>;

const fileOf = (dataDir: string): string => join(dataDir, 'registry.json');

/** The registry as it stands on disk; empty when none was written yet. */
export async function readRegistry(dataDir: string): Promise<Registry> {
  let text: string;
  try {
    text = await readFile(fileOf(dataDir), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { version: 1, models: [], inUse: {} };
    throw error;
  }
  try {
    return registry.parse(JSON.parse(text));
  } catch (cause) {
    const message = `The model registry ${fileOf(dataDir)} cannot be read. Restore it, or remove it and import the models again.`;
    throw new ModelCorrupt(message, { cause });
  }
}

export async function writeRegistry(dataDir: string, content: Registry): Promise<void> {
  await writeFileAtomically(fileOf(dataDir), `${JSON.stringify(content, null, 2)}\n`);
}
