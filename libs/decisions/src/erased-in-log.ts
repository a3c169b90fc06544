import type { DataSource } from 'typeorm';

/** Of these records, decisions or people, the ids of those whose erasure stands in the log. */
export async function erasedInLog(
  source: DataSource,
  what: 'record' | 'decision' | 'person',
  ids: readonly string[],
): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const logged = await source.query<{ id: string }[]>(
    `SELECT leaf::jsonb->'subject'->>$1::text AS id FROM log_entries WHERE kind = $1::text || '.erased' AND leaf::jsonb->'subject'->>$1::text = ANY($2::text[])`,
    [what, [...new Set(ids)]],
  );
  return new Set(logged.map(({ id }) => id));
}

/** Of these certificates, the ids of those that the log holds the erasure of. */
export async function certificatesInLog(source: DataSource, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const logged = await source.query<{ id: string }[]>(
    `SELECT leaf::jsonb->'subject'->>'certificate' AS id FROM log_entries
     WHERE kind IN ('document.erased', 'person.erased', 'records.erased', 'decisions.erased')
       AND leaf::jsonb->'subject'->>'certificate' = ANY($1::text[])`,
    [[...new Set(ids)]],
  );
  return new Set(logged.map(({ id }) => id));
}
