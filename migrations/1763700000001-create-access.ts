import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAccess1763700000001 implements MigrationInterface {
  name = 'CreateAccess1763700000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE users (
      id uuid NOT NULL, name text NOT NULL, role text NOT NULL, suspended_at timestamptz, created_at timestamptz NOT NULL,
      CONSTRAINT users_pkey PRIMARY KEY (id))`);
    await runner.query(`CREATE TABLE credentials (
      secret_sha256 text NOT NULL, kind text NOT NULL, user_id uuid NOT NULL, name text NOT NULL, created_at timestamptz NOT NULL,
      expires_at timestamptz, CONSTRAINT credentials_pkey PRIMARY KEY (secret_sha256))`);
    await runner.query(`CREATE INDEX credentials_user ON credentials (user_id, kind)`);
    await runner.query(`CREATE TABLE collection_grants (
      user_id uuid NOT NULL, collection_id uuid NOT NULL, is_denied boolean NOT NULL DEFAULT false,
      CONSTRAINT collection_grants_pkey PRIMARY KEY (user_id, collection_id))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['collection_grants', 'credentials', 'users']) await runner.query(`DROP TABLE ${table}`);
  }
}
