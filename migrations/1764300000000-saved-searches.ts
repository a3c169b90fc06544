import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SavedSearches1764300000000 implements MigrationInterface {
  name = 'SavedSearches1764300000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE saved_searches (
      id uuid NOT NULL CONSTRAINT saved_searches_pkey PRIMARY KEY,
      owner_id uuid NOT NULL,
      name text NOT NULL,
      query text NOT NULL,
      collections text[] NOT NULL,
      mode text NOT NULL,
      paused_at timestamptz,
      from_change bigint NOT NULL,
      checked_change bigint NOT NULL,
      problem text,
      created_at timestamptz NOT NULL)`);
    await runner.query(`CREATE INDEX saved_searches_owner ON saved_searches (owner_id, created_at)`);
    await runner.query(`CREATE TABLE search_alerts (
      id uuid NOT NULL CONSTRAINT search_alerts_pkey PRIMARY KEY,
      search_id uuid NOT NULL,
      document_id uuid NOT NULL,
      revision_id uuid NOT NULL,
      chunk_id text NOT NULL,
      at timestamptz NOT NULL,
      seen_at timestamptz)`);
    await runner.query(`CREATE UNIQUE INDEX search_alerts_once ON search_alerts (search_id, revision_id)`);
    await runner.query(`CREATE INDEX search_alerts_newest ON search_alerts (search_id, at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE search_alerts`);
    await runner.query(`DROP TABLE saved_searches`);
  }
}
