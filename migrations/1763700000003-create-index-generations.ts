import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateIndexGenerations1763700000003 implements MigrationInterface {
  name = 'CreateIndexGenerations1763700000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE index_generations (
      id text NOT NULL, embedder_id text NOT NULL, dimensions integer NOT NULL, is_live boolean NOT NULL, created_at timestamptz NOT NULL,
      CONSTRAINT index_generations_pkey PRIMARY KEY (id))`);
    await runner.query(`CREATE UNIQUE INDEX index_generations_live ON index_generations (is_live) WHERE is_live`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE index_generations`);
  }
}
