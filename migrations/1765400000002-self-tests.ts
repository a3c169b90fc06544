import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the nightly self-tests found, for every process to tell. */
export class SelfTests1765400000002 implements MigrationInterface {
  name = 'SelfTests1765400000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE access_self_tests (
        id uuid CONSTRAINT access_self_tests_pkey PRIMARY KEY,
        at timestamptz NOT NULL,
        looks integer NOT NULL,
        wrong text[] NOT NULL
      )`);
    await runner.query(`CREATE INDEX access_self_tests_at ON access_self_tests (at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE access_self_tests`);
  }
}
