import { join, resolve } from 'node:path';
import { ROLES, type Role } from '#knowledge';
import { z } from 'zod';

const byCommas = (list: string): string[] =>
  list
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');

const roles = z
  .string()
  .transform(byCommas)
  .pipe(z.array(z.enum(ROLES, { error: `must be roles, separated by commas: ${ROLES.join(', ')}` })));

/** Variables about who people are and how they sign in. */
export const identityVariables = {
  SECOND_FACTOR_ROLES: roles.default([]),
  IDENTITY_KEY_FILE: z.string().min(1).optional(),
};

export interface IdentitySettings {
  /** The key that seals secrets of second factors; ours to make where it lies in the data folder. */
  readonly key: { readonly file: string; readonly isManaged: boolean };
  /** Roles whose people need a second factor. */
  readonly secondFactorRoles: readonly Role[];
}

type Variables = z.infer<z.ZodObject<typeof identityVariables>>;

export function identitySettingsOf(env: Variables, dataDir: string): IdentitySettings {
  return {
    key: {
      file: env.IDENTITY_KEY_FILE ? resolve(env.IDENTITY_KEY_FILE) : join(dataDir, 'secrets', 'identity.key'),
      isManaged: !env.IDENTITY_KEY_FILE,
    },
    secondFactorRoles: env.SECOND_FACTOR_ROLES,
  };
}
