import { readFileSync } from 'node:fs';
import type { Environment } from './environment.js';
import { SettingsInvalid } from './refusal.js';

/** Variables that hold a secret, or an address with a password in it. Each may be left to a file that `<NAME>_FILE` names. */
export const SECRET_VARIABLES = [
  ...['DATABASE_URL', 'REDIS_URL', 'SMTP_URL', 'INFERENCE_SECRET', 'OIDC_CLIENT_SECRET', 'CHANCERY_TOKEN'],
  ...['EMBEDDER_API_KEY', 'RERANKER_API_KEY', 'GENERATOR_API_KEY', 'REASONER_API_KEY', 'EXTRACTOR_API_KEY'],
  ...['S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'],
] as const;

/** The variable that names a file with the value, instead of the value itself. */
export const fileVariableOf = (name: string): string => `${name}_FILE`;

/**
 * An environment in which secrets that lie in files stand in their variables. White space around a secret is not part of it.
 * @throws SettingsInvalid naming every file that can't be read or is empty, and every secret that is given twice.
 */
export function withSecretsOfFiles(environment: Environment): Environment {
  const problems: string[] = [];
  const found: Record<string, string> = {};
  for (const name of SECRET_VARIABLES) {
    const variable = fileVariableOf(name);
    const file = environment[variable];
    if (!file) continue;
    const { secret = '', problem } = environment[name]
      ? { problem: `${name} is set, too; keep one of the two` }
      : secretIn(file);
    if (problem) problems.push(`${variable}: ${problem}`);
    else found[name] = secret;
  }
  if (problems.length > 0) throw new SettingsInvalid(problems);
  return { ...environment, ...found };
}

function secretIn(file: string): { readonly secret?: string; readonly problem?: string } {
  try {
    const secret = readFileSync(file, 'utf8').trim();
    return secret === '' ? { problem: 'is an empty file' } : { secret };
  } catch (error) {
    return { problem: `can't be read (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'})` };
  }
}
