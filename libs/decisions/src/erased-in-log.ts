import type { DataSource } from 'typeorm';

/** Of these records or decisions, the ids of those whose erasure stands in the log. */
export async function erasedInLog(
  source: DataSource,
  what: 'record' | 'decision',
  ids: readonly string[],
): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const logged = await source.query<{ id: string }[]>(
    `SELECT leaf::jsonb->'subject'->>$1::text AS id FROM log_entries WHERE kind = $1::text || '.erased' AND leaf::jsonb->'subject'->>$1::text = ANY($2::text[])`,
    [what, [...new Set(ids)]],
  );
  return new Set(logged.map(({ id }) => id));
}
