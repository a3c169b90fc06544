import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whose rights a source has: its maker's, until somebody else says what it reads. */
export class SourcesActFor1764900000000 implements MigrationInterface {
  name = 'SourcesActFor1764900000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE sources ADD acts_for uuid`);
    await runner.query(`UPDATE sources SET acts_for = created_by`);
    await runner.query(`ALTER TABLE sources ALTER acts_for SET NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE sources DROP COLUMN acts_for`);
  }
}
