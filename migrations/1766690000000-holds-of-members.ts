import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A hold on a document covers all that came out of it as well: files of an archive, attachments of a message. */
export class HoldsOfMembers1766690000000 implements MigrationInterface {
  name = 'HoldsOfMembers1766690000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE FUNCTION came_out_of(wanted uuid) RETURNS text[] LANGUAGE sql STABLE AS $$
      WITH RECURSIVE up AS (
        SELECT id, parent_id FROM documents WHERE id = wanted
        UNION SELECT d.id, d.parent_id FROM up JOIN documents d ON d.id = up.parent_id)
      SELECT array_agg(id::text) FROM up $$`);
    await holdOfDocument(
      runner,
      `h.object = d->>'id' OR d->>'parent_id' IS NOT NULL AND h.object = ANY(came_out_of(wanted))`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await holdOfDocument(runner, `h.object = d->>'id'`);
    await runner.query(`DROP FUNCTION came_out_of(uuid)`);
  }
}

/** @param isOfDocument Whether the hold `h`, which is on a document, covers the document `d`. */
async function holdOfDocument(runner: QueryRunner, isOfDocument: string): Promise<void> {
  await runner.query(`CREATE OR REPLACE FUNCTION hold_of_document(wanted uuid) RETURNS uuid LANGUAGE plpgsql STABLE AS $$
    DECLARE d jsonb; found uuid;
    BEGIN
      SELECT to_jsonb(x) INTO d FROM documents x WHERE x.id = wanted;
      SELECT h.id INTO found FROM legal_holds h WHERE h.lifted_at IS NULL AND (
        (h.kind = 'document' AND (${isOfDocument})) OR (h.kind = 'collection' AND h.object = d->>'collection_id')
        OR (h.kind = 'matter' AND was_under_matter(wanted, h.object)))
      ORDER BY h.placed_at, h.id LIMIT 1;
      RETURN found;
    END $$`);
}
