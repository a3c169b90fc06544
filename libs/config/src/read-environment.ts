import { z } from 'zod';
import { SettingsInvalid } from './refusal.js';
import type { Environment } from './environment.js';
import { withSecretsOfFiles } from './secret-files.js';

/**
 * Check an environment against a schema of upper-case variables.
 * Empty strings count as unset, as shells and compose files write them. Secrets may lie in files (`<NAME>_FILE`).
 * @throws SettingsInvalid naming every bad variable at once.
 */
export function readEnvironment<Schema extends z.ZodType>(schema: Schema, environment: Environment): z.infer<Schema> {
  const given = Object.fromEntries(
    Object.entries(withSecretsOfFiles(environment)).filter(([, value]) => value !== undefined && value !== ''),
  );
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  throw new SettingsInvalid(result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
}
