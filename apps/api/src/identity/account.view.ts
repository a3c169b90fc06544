import type { AccountViewBody } from '#contracts';
import type { AccountView, ListedIdentity } from '#identity';

/** One's own account, with the accounts at the provider that are linked to it. */
export function viewAccount(
  { passwordChangedAt, passkeys, ...rest }: AccountView,
  identities: readonly ListedIdentity[],
): AccountViewBody {
  return {
    ...rest,
    passwordChangedAt: passwordChangedAt?.toISOString() ?? null,
    identities: identities.map(({ linkedAt, lastUsedAt, ...identity }) => ({
      ...identity,
      linkedAt: linkedAt.toISOString(),
      lastUsedAt: lastUsedAt?.toISOString() ?? null,
    })),
    passkeys: passkeys.map(({ createdAt, lastUsedAt, ...passkey }) => ({
      ...passkey,
      createdAt: createdAt.toISOString(),
      lastUsedAt: lastUsedAt?.toISOString() ?? null,
    })),
  };
}
