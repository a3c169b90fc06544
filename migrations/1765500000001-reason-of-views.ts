import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Why somebody looked with somebody else's eyes; views from before that was asked have none. */
export class ReasonOfViews1765500000001 implements MigrationInterface {
  name = 'ReasonOfViews1765500000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE access_views ADD COLUMN reason text NOT NULL DEFAULT ''`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE access_views DROP COLUMN reason`);
  }
}
