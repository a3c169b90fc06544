import type { MigrationInterface, QueryRunner } from 'typeorm';

export class EntriesAboutBackups1766200000000 implements MigrationInterface {
  name = 'EntriesAboutBackups1766200000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX log_entries_backups ON log_entries ("index") WHERE kind ~ '^backup[.]'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX log_entries_backups`);
  }
}
