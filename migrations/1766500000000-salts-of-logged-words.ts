import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Reasons and numbers of matters, with the salt that keeps their hash in the log from telling them. The hashes of those from before
 * have none.
 */
export class SaltsOfLoggedWords1766500000000 implements MigrationInterface {
  name = 'SaltsOfLoggedWords1766500000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE legal_holds ADD logged_object text`);
    await runner.query(`ALTER TABLE access_views ADD logged_reason text`);
    await runner.query(`ALTER TABLE index_generations ADD logged_reason text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE index_generations DROP logged_reason`);
    await runner.query(`ALTER TABLE access_views DROP logged_reason`);
    await runner.query(`ALTER TABLE legal_holds DROP logged_object`);
  }
}
