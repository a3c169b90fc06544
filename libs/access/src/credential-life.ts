import type { CredentialKind } from './entities/credential.entity.js';

const MINUTE_MS = 60 * 1000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** How long a credential lives at most unless something else is asked for; null: until it is revoked. */
export const LIFE_MS: Readonly<Record<CredentialKind, number | null>> = {
  session: 30 * DAY_MS,
  key: null,
  link: DAY_MS,
};

/** A session that is not used for so long ends. */
export const SESSION_IDLE_MS = 14 * DAY_MS;

/** A session's secret is replaced by a new one after so long. */
export const ROTATE_AFTER_MS = 12 * 60 * MINUTE_MS;

/** The secret before the newest stays good for so long: requests that are under way together carry it, too. */
export const ROTATION_GRACE_MS = 2 * MINUTE_MS;

/** Uses that follow one another within this time are noted once. */
export const USE_NOTED_MS = MINUTE_MS;

/** When a session ends if nobody uses it any more. */
export function sessionEnd({ startedAt, lastUsedAt, expiresAt }: SessionTimes): Date {
  const idle = (lastUsedAt ?? startedAt).getTime() + SESSION_IDLE_MS;
  return new Date(Math.min(idle, expiresAt?.getTime() ?? idle));
}

interface SessionTimes {
  readonly startedAt: Date;
  readonly lastUsedAt: Date | null;
  readonly expiresAt: Date | null;
}
