import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Documents that came out of others know which: files in archives, attachments of messages. */
export class DocumentMembers1764200000000 implements MigrationInterface {
  name = 'DocumentMembers1764200000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE documents ADD COLUMN parent_id uuid`);
    await runner.query(`CREATE INDEX documents_parent ON documents (parent_id) WHERE parent_id IS NOT NULL`);
    await followers(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TRIGGER documents_begin_with_parent ON documents`);
    await runner.query(`DROP TRIGGER documents_follow_parent ON documents`);
    await runner.query(`DROP FUNCTION begin_with_parent()`);
    await runner.query(`DROP FUNCTION follow_parent()`);
    await runner.query(`DROP INDEX documents_parent`);
    await runner.query(`ALTER TABLE documents DROP COLUMN parent_id`);
  }
}

/**
 * A member is under the matter of what it came out of, whoever changes that and by whatever way. One that appears below a
 * document that is itself granted or barred changes what people may see, so it is a change of access.
 */
async function followers(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE FUNCTION begin_with_parent() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      NEW.matter_id := (SELECT matter_id FROM documents WHERE id = NEW.parent_id);
      PERFORM access_change() WHERE EXISTS (
        WITH RECURSIVE up AS (
          SELECT id, parent_id FROM documents WHERE id = NEW.parent_id
          UNION ALL SELECT d.id, d.parent_id FROM documents d JOIN up ON d.id = up.parent_id)
        SELECT 1 FROM up WHERE EXISTS (SELECT 1 FROM access_grants g WHERE g.object_id = up.id AND g.to_seq IS NULL)
          OR EXISTS (SELECT 1 FROM access_wall_objects o WHERE o.object_id = up.id AND o.to_seq IS NULL));
      RETURN NEW;
    END $$`);
  await runner.query(`CREATE TRIGGER documents_begin_with_parent BEFORE INSERT ON documents
    FOR EACH ROW WHEN (NEW.parent_id IS NOT NULL) EXECUTE FUNCTION begin_with_parent()`);
  await runner.query(`CREATE FUNCTION follow_parent() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF NEW.matter_id IS DISTINCT FROM OLD.matter_id THEN
        UPDATE documents SET matter_id = NEW.matter_id
          WHERE parent_id = NEW.id AND matter_id IS DISTINCT FROM NEW.matter_id;
      END IF;
      RETURN NULL;
    END $$`);
  await runner.query(`CREATE TRIGGER documents_follow_parent AFTER UPDATE ON documents
    FOR EACH ROW EXECUTE FUNCTION follow_parent()`);
}
