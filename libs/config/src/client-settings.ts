import { resolve } from 'node:path';
import { z } from 'zod';
import type { Environment } from './environment.js';
import { privateHosts } from './outbound-settings.js';
import { readEnvironment } from './read-environment.js';

const variables = z.object({
  CHANCERY_URL: z.url({ protocol: /^https?$/ }).optional(),
  CHANCERY_TOKEN: z.string().optional(),
  DATA_DIR: z.string().default('./data'),
  PRIVATE_HOSTS: privateHosts,
});

/** Where a command finds the service: what is given here, or the files of a service on the same machine where null. */
export interface ClientSettings {
  readonly url: string | null;
  readonly token: string | null;
  /** Holds `run/service.json` with the URL and key of a service on the same machine. */
  readonly dataDir: string;
  /** Hosts outside the public internet that models may be fetched from while no service runs. */
  readonly privateHosts: readonly string[];
}

/** What the command line takes from the environment. @throws SettingsInvalid */
export function loadClientSettings(environment: Environment): ClientSettings {
  const env = readEnvironment(variables, environment);
  const { CHANCERY_URL: url = null, CHANCERY_TOKEN: token = null, PRIVATE_HOSTS } = env;
  return { url, token, dataDir: resolve(env.DATA_DIR), privateHosts: PRIVATE_HOSTS };
}
