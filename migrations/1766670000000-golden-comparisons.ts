import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Comparisons of two index generations that somebody asked for: under way, or given up and why. */
export class GoldenComparisons1766670000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE golden_comparisons (
      from_id text NOT NULL,
      to_id text NOT NULL,
      asked_by uuid NOT NULL,
      asked_at timestamptz NOT NULL,
      failure_code text,
      failure_message text,
      failure_particulars jsonb,
      CONSTRAINT golden_comparisons_pkey PRIMARY KEY (from_id, to_id)
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE golden_comparisons`);
  }
}
