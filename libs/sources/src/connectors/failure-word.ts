import type { Unreadable } from '#contracts';

/**
 * What the failure of a connection is called: the system's own word, which can be looked up (`ECONNREFUSED`), or else a plain one.
 * The words of libraries (`NoConnection`) say nothing to people.
 */
export function wordOf(error: unknown, otherwise: Unreadable['reason']): Unreadable {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && /^[A-Z0-9_]{3,60}$/.test(code)
    ? { reason: 'system', word: code }
    : { reason: otherwise };
}
