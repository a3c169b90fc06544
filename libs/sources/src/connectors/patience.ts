import type { GuardedReply } from '#outbound';

/** Longest that a run waits because a server asks it to. */
const LONGEST_MS = 120_000;
/** Where a server says that it is too much, and not for how long. */
const USUAL_MS = 5_000;

/**
 * How long a busy server (429, or 503 that says when) wants to be left alone.
 * @param nowMs Milliseconds since 1970, which a date in `Retry-After` is held against.
 * @returns Milliseconds; null where the reply is none of that, or asks for more than a run waits.
 */
export function patienceOf(
  { status, headers }: Pick<GuardedReply, 'status' | 'headers'>,
  nowMs: number,
): number | null {
  const after = headers['retry-after'];
  if (status !== 429 && !(status === 503 && after !== undefined)) return null;
  const waitMs = after === undefined ? USUAL_MS : askedFor(after, nowMs);
  return waitMs <= LONGEST_MS ? Math.max(0, waitMs) : null;
}

/** Seconds, or a date. @see RFC 9110, 10.2.3 */
function askedFor(after: string, nowMs: number): number {
  if (/^\s*\d+\s*$/.test(after)) return Number(after) * 1000;
  const at = Date.parse(after);
  return Number.isNaN(at) ? USUAL_MS : at - nowMs;
}
