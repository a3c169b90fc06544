import { resolve } from 'node:path';
import { z } from 'zod';
import type { Environment } from './environment.js';
import { readEnvironment } from './read-environment.js';

const variables = z.object({
  CHANCERY_URL: z.url({ protocol: /^https?$/ }).optional(),
  CHANCERY_TOKEN: z.string().optional(),
  DATA_DIR: z.string().default('./data'),
});

export interface ClientSettings {
  readonly url: string | null;
  readonly token: string | null;
  /** Holds `run/service.json` with the URL and key of a service on the same machine. */
  readonly dataDir: string;
}

/** What the command line takes from the environment. @throws SettingsInvalid */
export function loadClientSettings(environment: Environment): ClientSettings {
  const env = readEnvironment(variables, environment);
  return { url: env.CHANCERY_URL ?? null, token: env.CHANCERY_TOKEN ?? null, dataDir: resolve(env.DATA_DIR) };
}
