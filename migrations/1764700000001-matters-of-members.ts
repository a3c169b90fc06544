import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What comes out of a document (files in an archive, attachments) comes under its matter, whoever adds it. */
export class MattersOfMembers1764700000001 implements MigrationInterface {
  name = 'MattersOfMembers1764700000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE FUNCTION inherit_document_matter() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        -- Held, so that whoever puts the parent under another matter finds this one below it.
        SELECT matter_id INTO NEW.matter_id FROM documents WHERE id = NEW.parent_id FOR SHARE;
        NEW.indexed_matter_id := NEW.matter_id;
        RETURN NEW;
      END $$`);
    await runner.query(`CREATE TRIGGER documents_matter_inherited BEFORE INSERT ON documents
      FOR EACH ROW WHEN (NEW.parent_id IS NOT NULL) EXECUTE FUNCTION inherit_document_matter()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TRIGGER documents_matter_inherited ON documents`);
    await runner.query(`DROP FUNCTION inherit_document_matter()`);
  }
}
