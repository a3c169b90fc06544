import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Chunks know the clauses that they lie in; revisions their defined terms and their language. */
export class LegalStructure1764200000001 implements MigrationInterface {
  name = 'LegalStructure1764200000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE chunks ADD COLUMN clauses jsonb NOT NULL DEFAULT '[]'`);
    await runner.query(
      `ALTER TABLE revisions ADD COLUMN defined_terms jsonb NOT NULL DEFAULT '[]', ADD COLUMN language text`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE revisions DROP COLUMN language, DROP COLUMN defined_terms`);
    await runner.query(`ALTER TABLE chunks DROP COLUMN clauses`);
  }
}
