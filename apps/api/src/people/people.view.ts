import { type ListedCredential, sessionEnd } from '#access';
import type { KeyView, LoginView, PersonDetail } from '#contracts';
import type { Collection } from '#library';
import type { SeenPerson } from './people-desk.js';

/** For who manages people. `lastSeenAt` is null when no key or session of theirs is left that was used. */
export function viewPerson(person: SeenPerson): PersonDetail {
  const { id, name, role, login, email, hasFactor, createdAt, suspendedAt, lastSeenAt } = person;
  return {
    ...{ id, name, role, login, email, hasFactor, createdAt: createdAt.toISOString() },
    suspendedAt: suspendedAt?.toISOString() ?? null,
    lastSeenAt: lastSeenAt?.toISOString() ?? null,
  };
}

/** @param seen Collections that the reader may see; of the others, the key names none. */
export function viewKey(key: ListedCredential, seen: readonly Collection[]): KeyView {
  const { id, userId, personName, name, prefix, scope, collections, createdAt, expiresAt, lastUsedAt } = key;
  return {
    ...{ id, name, prefix, scope, person: { id: userId, name: personName } },
    collections:
      collections && seen.filter((one) => collections.includes(one.id)).map((one) => ({ id: one.id, name: one.name })),
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  };
}

/** @param currentId The credential that asks. */
export function viewLogin(session: ListedCredential, currentId: string): LoginView {
  const { id, userId, personName, createdAt: startedAt, expiresAt, lastUsedAt, method, device } = session;
  return {
    ...{ id, person: { id: userId, name: personName }, startedAt: startedAt.toISOString() },
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    expiresAt: sessionEnd({ startedAt, lastUsedAt, expiresAt }).toISOString(),
    ...{ method, device, isCurrent: id === currentId },
  };
}
