import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Sources that documents are kept in step with, what is known of each, and the reports of their runs. */
export class Sources1764400000000 implements MigrationInterface {
  name = 'Sources1764400000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE sources (
      id uuid NOT NULL, name text NOT NULL, kind text NOT NULL, settings jsonb NOT NULL, sealed_secret text,
      collection_id uuid NOT NULL, schedule jsonb NOT NULL, remove_limit_percent integer NOT NULL, is_paused boolean NOT NULL,
      created_by uuid NOT NULL, created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL,
      CONSTRAINT sources_pkey PRIMARY KEY (id))`);
    await runner.query(`CREATE INDEX sources_collection ON sources (collection_id)`);
    await runner.query(`CREATE TABLE source_items (
      source_id uuid NOT NULL, item_key text NOT NULL, remote_id text NOT NULL, path text NOT NULL, version text NOT NULL,
      size_bytes bigint, metadata jsonb NOT NULL, memo jsonb, state text NOT NULL, sha256 text, document_id uuid,
      seen_run uuid NOT NULL, failure_code text, failure_message text,
      CONSTRAINT source_items_pkey PRIMARY KEY (source_id, item_key))`);
    await runner.query(`CREATE INDEX source_items_state ON source_items (source_id, state, item_key)`);
    await runner.query(`CREATE INDEX source_items_sha256 ON source_items (source_id, sha256) WHERE sha256 IS NOT NULL`);
    await runner.query(
      `CREATE INDEX source_items_document ON source_items (document_id) WHERE document_id IS NOT NULL`,
    );
    await runner.query(`CREATE TABLE source_runs (
      id uuid NOT NULL, source_id uuid NOT NULL, cause text NOT NULL, requested_by uuid, state text NOT NULL, phase text NOT NULL,
      counts jsonb NOT NULL, listed integer NOT NULL DEFAULT 0, to_remove integer, is_confirmed boolean NOT NULL DEFAULT false,
      is_cancelled boolean NOT NULL DEFAULT false, lease_owner uuid, lease_until timestamptz, failure_code text, failure_message text,
      created_at timestamptz NOT NULL, started_at timestamptz, finished_at timestamptz,
      CONSTRAINT source_runs_pkey PRIMARY KEY (id))`);
    await runner.query(`CREATE INDEX source_runs_source ON source_runs (source_id, created_at)`);
    await runner.query(
      `CREATE UNIQUE INDEX source_runs_active ON source_runs (source_id) WHERE state IN ('queued', 'running', 'waiting')`,
    );
    await runner.query(`CREATE TABLE source_run_entries (
      run_id uuid NOT NULL, item_key text NOT NULL, outcome text NOT NULL, path text NOT NULL, from_path text, document_id uuid,
      failure_code text, failure_message text, CONSTRAINT source_run_entries_pkey PRIMARY KEY (run_id, item_key))`);
    await runner.query(`CREATE INDEX source_run_entries_path ON source_run_entries (run_id, path)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['source_run_entries', 'source_runs', 'source_items', 'sources'])
      await runner.query(`DROP TABLE ${table}`);
  }
}
