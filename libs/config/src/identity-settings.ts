import { ROLES, type Role } from '#knowledge';
import { z } from 'zod';

const byCommas = (list: string): string[] =>
  list
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');

const role = z.enum(ROLES, { error: `must be roles: ${ROLES.join(', ')}` });
const roles = z.string().transform(byCommas).pipe(z.array(role));

/** `role=value,value;role=value` */
const roleRules = z
  .string()
  .transform((text) =>
    text.split(';').map((rule) => {
      const [name = '', values = ''] = rule.split('=');
      return { role: name.trim(), values: byCommas(values) };
    }),
  )
  .pipe(z.array(z.object({ role, values: z.array(z.string()).min(1, 'names no values for a role') })));

/** `Group=value,value;Group=value` */
const groupRules = z
  .string()
  .transform((text) =>
    text
      .split(';')
      .filter((rule) => rule.trim() !== '')
      .map((rule) => {
        const [group = '', values = ''] = rule.split('=');
        return { group: group.trim(), values: byCommas(values) };
      }),
  )
  .pipe(
    z.array(
      z.object({
        group: z.string().min(1, 'names no group').max(120),
        values: z.array(z.string()).min(1, 'names no values for a group'),
      }),
    ),
  );

const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);
const issuer = z
  .url({ protocol: /^https?$/, error: 'must be an https:// URL' })
  .refine(
    (text) => text.startsWith('https:') || LOOPBACK.has(new URL(text).hostname),
    'must be https:// unless it is on loopback',
  );

/** Variables about who people are and how they sign in. */
export const identityVariables = {
  SECOND_FACTOR_ROLES: roles.default([]),
  SIGN_IN_MAIL_FROM: z.email().optional(),
  OIDC_ISSUER: issuer.optional(),
  OIDC_CLIENT_ID: z.string().min(1).default('chancery'),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  OIDC_SCOPES: z
    .string()
    .refine((text) => text.split(' ').includes('openid'), 'must hold openid')
    .default('openid profile email'),
  OIDC_LABEL: z.string().min(1).max(60).default('Sign in with your organization'),
  OIDC_ADDS_PEOPLE: z.enum(['yes', 'no']).default('no'),
  OIDC_GROUPS_CLAIM: z.string().min(1).default('groups'),
  OIDC_ROLES: roleRules.default([]),
  OIDC_GROUPS: groupRules.default([]),
};

/** An OpenID Connect provider, and what is done with whom it vouches for. */
export interface ProviderSettings {
  /** Compared exactly. */
  readonly issuer: string;
  readonly clientId: string;
  /** Null: a public client; PKCE is used in any case. */
  readonly clientSecret: string | null;
  readonly scopes: string;
  /** What the button says. */
  readonly label: string;
  readonly addsPeople: boolean;
  /** Hosts that its addresses may name outside the public internet, besides the issuer's own. */
  readonly privateHosts: readonly string[];
  readonly groupsClaim: string;
  /** The first rule with a value of the claim gives the role; without rules roles are kept by hand. */
  readonly roles: readonly { readonly role: Role; readonly values: readonly string[] }[];
  /** Whoever has a value of a rule in the claim is in its group; every rule counts. */
  readonly groups: readonly { readonly group: string; readonly values: readonly string[] }[];
}

/** How people may sign in, besides passwords and links. */
export interface IdentitySettings {
  /** Roles whose people need a second factor. */
  readonly secondFactorRoles: readonly Role[];
  /** Null: nobody signs in through one. */
  readonly provider: ProviderSettings | null;
  /** Whence links are mailed to who lost their password; null: none are. */
  readonly mail: { readonly server: string; readonly from: string } | null;
}

type Variables = z.infer<z.ZodObject<typeof identityVariables>> & {
  readonly PRIVATE_HOSTS: readonly string[];
  readonly SMTP_URL?: string | undefined;
};

/** A check of all variables: mail with nobody to hand it to would be links that never arrive. */
export const mailHasServer = z.check<Pick<Variables, 'SIGN_IN_MAIL_FROM' | 'SMTP_URL'>>(({ value, issues }) => {
  if (value.SIGN_IN_MAIL_FROM && !value.SMTP_URL)
    issues.push({ code: 'custom', input: value, path: ['SIGN_IN_MAIL_FROM'], message: 'needs SMTP_URL' });
});

/** Links are mailed only where the settings name both a sender and a server. */
export function identitySettingsOf(env: Variables): IdentitySettings {
  return {
    secondFactorRoles: env.SECOND_FACTOR_ROLES,
    provider: env.OIDC_ISSUER ? providerOf(env, env.OIDC_ISSUER) : null,
    mail: env.SIGN_IN_MAIL_FROM && env.SMTP_URL ? { server: env.SMTP_URL, from: env.SIGN_IN_MAIL_FROM } : null,
  };
}

const providerOf = (env: Variables, issuerUrl: string): ProviderSettings => ({
  issuer: issuerUrl,
  clientId: env.OIDC_CLIENT_ID,
  clientSecret: env.OIDC_CLIENT_SECRET ?? null,
  scopes: env.OIDC_SCOPES,
  label: env.OIDC_LABEL,
  addsPeople: env.OIDC_ADDS_PEOPLE === 'yes',
  privateHosts: env.PRIVATE_HOSTS,
  groupsClaim: env.OIDC_GROUPS_CLAIM,
  roles: env.OIDC_ROLES,
  groups: env.OIDC_GROUPS,
});
