/**
 * What a document stands at, as SQL over `documents d`: removed, expired, or its current revision. Whatever rests on the
 * document is looked at again when this changes.
 */
export const STANDING = `CASE
  WHEN d.removed_at IS NOT NULL THEN 'removed:' || floor(extract(epoch FROM d.removed_at) * 1000)::bigint
  WHEN d.metadata ->> 'valid_until' ~ '^\\d{4}-\\d{2}-\\d{2}$' AND d.metadata ->> 'valid_until' < to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD')
    THEN 'expired:' || (d.metadata ->> 'valid_until') || ':' || coalesce(d.current_revision_id::text, '')
  ELSE d.current_revision_id::text END`;

/** Why, from a standing, what was cited no longer holds. */
export const causeOf = (standing: string): 'removed' | 'expired' | 'superseded' =>
  standing.startsWith('removed:') ? 'removed' : standing.startsWith('expired:') ? 'expired' : 'superseded';
