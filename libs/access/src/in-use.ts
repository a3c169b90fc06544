/**
 * SQL: account `u` is in use. It is not suspended; and of an account of a program neither is the person who answers for it, so
 * that no key goes on for which nobody stands.
 */
export const IN_USE = `u.suspended_at IS NULL
  AND (u.kind = 'person' OR EXISTS (SELECT 1 FROM users o WHERE o.id = u.owner_id AND o.suspended_at IS NULL))`;
