import type { MigrationInterface, QueryRunner } from 'typeorm';

const COLUMNS = [
  ['revisions', 'failure_particulars'],
  ['source_items', 'failure_particulars'],
  ['source_runs', 'failure_particulars'],
  ['source_run_entries', 'failure_particulars'],
  ['index_generations', 'error_particulars'],
] as const;

/** Stored failures keep what their sentence names, for readers of other languages. Those that are there have it in their sentence alone. */
export class ParticularsOfFailures1766660000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const [table, column] of COLUMNS) await runner.query(`ALTER TABLE ${table} ADD ${column} jsonb`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table, column] of COLUMNS) await runner.query(`ALTER TABLE ${table} DROP COLUMN ${column}`);
  }
}
