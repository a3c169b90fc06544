import type { EntityManager } from 'typeorm';

/** Uploads share it, removal has it alone: a blob must not go between the upload that found it there and its commit. */
const BLOB_LOCK = 4_210_004;

/** Until the transaction ends, no blob is removed: those that an upload finds in the store can be relied on. */
export async function holdBlobs(manager: EntityManager): Promise<void> {
  await manager.query(`SELECT pg_advisory_xact_lock_shared($1)`, [BLOB_LOCK]);
}

/** Of these blobs, those that no revision refers to, which may be removed before the transaction ends. */
export async function unreferencedBlobs(manager: EntityManager, hashes: readonly string[]): Promise<string[]> {
  await manager.query(`SELECT pg_advisory_xact_lock($1)`, [BLOB_LOCK]);
  const rows = await manager.query<{ sha256: string }[]>(
    `SELECT sha256 FROM unnest($1::text[]) AS h(sha256) WHERE NOT EXISTS (SELECT 1 FROM revisions r WHERE r.sha256 = h.sha256)`,
    [hashes],
  );
  return rows.map((row) => row.sha256);
}

/** Hashes of all files that revisions refer to, in order. */
export async function originalsIn(manager: EntityManager): Promise<string[]> {
  const rows = await manager.query<{ sha256: string }[]>(
    `SELECT DISTINCT sha256 FROM revisions WHERE sha256 <> '' ORDER BY sha256`,
  );
  return rows.map(({ sha256 }) => sha256);
}

/** Number of revisions that the indexes were ever told to forget: it grows with each erasure. */
export async function purgesIn(manager: EntityManager): Promise<number> {
  const [row] = await manager.query<{ n: string }[]>(`SELECT count(*) AS n FROM index_purges`);
  return Number(row!.n);
}
