import type { DataSource } from 'typeorm';

/** What one member of a leaf's subject names. By pattern, because a leaf that somebody edited may not be JSON any more. */
const named = (member: string) => `substring(leaf from '"${member}":"([0-9a-f-]{36})"')`;

/** Of these records, decisions or people, the ids of those whose erasure stands in the log. */
export async function erasedInLog(
  source: DataSource,
  what: 'record' | 'decision' | 'person',
  ids: readonly string[],
): Promise<Set<string>> {
  return namedInLog(source, what, [`${what}.erased`], ids);
}

/** Of these certificates, the ids of those that the log holds the erasure of. */
export async function certificatesInLog(source: DataSource, ids: readonly string[]): Promise<Set<string>> {
  const kinds = ['document.erased', 'person.erased', 'records.erased', 'decisions.erased'];
  return namedInLog(source, 'certificate', kinds, ids);
}

async function namedInLog(
  source: DataSource,
  member: string,
  kinds: readonly string[],
  ids: readonly string[],
): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const logged = await source.query<{ id: string }[]>(
    `SELECT ${named(member)} AS id FROM log_entries WHERE kind = ANY($1::text[]) AND ${named(member)} = ANY($2::text[])`,
    [kinds, [...new Set(ids)]],
  );
  return new Set(logged.map(({ id }) => id));
}
