import type { AccountViewBody } from '#contracts';
import type { AccountView } from '#identity';

export function viewAccount({ passwordChangedAt, passkeys, ...rest }: AccountView): AccountViewBody {
  return {
    ...rest,
    passwordChangedAt: passwordChangedAt?.toISOString() ?? null,
    passkeys: passkeys.map(({ createdAt, lastUsedAt, ...passkey }) => ({
      ...passkey,
      createdAt: createdAt.toISOString(),
      lastUsedAt: lastUsedAt?.toISOString() ?? null,
    })),
  };
}
