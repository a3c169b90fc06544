import type { EntityManager } from 'typeorm';

/** What the rows of a revision in the index say of it. */
export interface LiveRevision {
  readonly validFrom: number;
  /** Null while it is current. */
  readonly validTo: number | null;
  readonly matterId: string | null;
  readonly chunks: number;
}

/**
 * Revisions that ever went live and have chunks, by id, as one view of the database shows them; scratch collections are left out.
 * @param ids Of which; null: all.
 */
export async function liveRevisionsIn(
  manager: EntityManager,
  ids: readonly string[] | null,
): Promise<Map<string, LiveRevision>> {
  const rows = await manager.query<
    (Record<'id' | 'from', string> & Record<'to' | 'matterId', string | null> & { chunks: number })[]
  >(
    `SELECT r.id, r.valid_from AS "from", r.valid_to AS "to", d.matter_id AS "matterId", r.chunk_count AS chunks
     FROM revisions r JOIN documents d ON d.id = r.document_id JOIN collections c ON c.id = d.collection_id
     WHERE r.valid_from IS NOT NULL AND r.chunk_count > 0 AND c.kind <> 'scratch' AND ($1::uuid[] IS NULL OR r.id = ANY($1::uuid[]))`,
    [ids],
  );
  return new Map(
    rows.map(({ id, from, to, matterId, chunks }) => [
      id,
      { validFrom: Number(from), validTo: to === null ? null : Number(to), matterId, chunks },
    ]),
  );
}
