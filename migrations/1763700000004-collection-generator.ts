import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CollectionGenerator1763700000004 implements MigrationInterface {
  name = 'CollectionGenerator1763700000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE collections ADD COLUMN generator text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE collections DROP COLUMN generator`);
  }
}
