import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RecordAnnex1764600000000 implements MigrationInterface {
  name = 'RecordAnnex1764600000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE answer_records ADD COLUMN annex text`);
    // Few entries of the log are about access; every question asks for the last of them.
    await runner.query(`CREATE INDEX log_entries_access ON log_entries ("index") WHERE kind ~ '^(access|collection|document|grant|group|key|matter|person|role|wall)[._]'
      AND kind <> 'document.uploaded'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX log_entries_access`);
    await runner.query(`ALTER TABLE answer_records DROP COLUMN annex`);
  }
}
