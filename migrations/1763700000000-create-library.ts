import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateLibrary1763700000000 implements MigrationInterface {
  name = 'CreateLibrary1763700000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE collections (
      id uuid NOT NULL, name text NOT NULL, name_key text NOT NULL, kind text NOT NULL, created_at timestamptz NOT NULL,
      CONSTRAINT collections_pkey PRIMARY KEY (id))`);
    await runner.query(`CREATE UNIQUE INDEX collections_name_key ON collections (name_key)`);

    await runner.query(`CREATE TABLE documents (
      id uuid NOT NULL, collection_id uuid NOT NULL, path text NOT NULL, title text NOT NULL, metadata jsonb NOT NULL,
      latest_revision_id uuid, current_revision_id uuid, removed_at timestamptz,
      created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL, CONSTRAINT documents_pkey PRIMARY KEY (id))`);
    await runner.query(`CREATE UNIQUE INDEX documents_collection_path ON documents (collection_id, path)`);
    await runner.query(`CREATE INDEX documents_updated ON documents (updated_at, id)`);

    await runner.query(`CREATE TABLE revisions (
      id uuid NOT NULL, document_id uuid NOT NULL, number integer NOT NULL, sha256 text NOT NULL, size_bytes bigint NOT NULL,
      media_type text NOT NULL, file_name text NOT NULL, state text NOT NULL, attempts integer NOT NULL DEFAULT 0,
      failure_code text, failure_message text, page_count integer NOT NULL DEFAULT 0, chunk_count integer NOT NULL DEFAULT 0,
      notes jsonb NOT NULL DEFAULT '[]', title text NOT NULL, metadata jsonb NOT NULL, created_at timestamptz NOT NULL,
      live_at timestamptz, valid_from bigint, valid_to bigint, index_valid_to bigint, CONSTRAINT revisions_pkey PRIMARY KEY (id))`);
    await runner.query(`CREATE UNIQUE INDEX revisions_document_number ON revisions (document_id, number)`);
    await runner.query(
      `CREATE INDEX revisions_pending ON revisions (state, created_at) WHERE state IN ('queued', 'chunked', 'failed')`,
    );
    await runner.query(`CREATE INDEX revisions_sha256 ON revisions (sha256)`);

    await runner.query(`CREATE TABLE revision_texts (
      revision_id uuid NOT NULL, text text NOT NULL, pages jsonb NOT NULL, sha256 text NOT NULL,
      CONSTRAINT revision_texts_pkey PRIMARY KEY (revision_id))`);

    await runner.query(`CREATE TABLE chunks (
      id text NOT NULL, revision_id uuid NOT NULL, ordinal integer NOT NULL, start_offset integer NOT NULL, end_offset integer NOT NULL,
      page integer NOT NULL, last_page integer NOT NULL, heading_path jsonb NOT NULL, text text NOT NULL, tokens integer NOT NULL,
      is_truncated boolean NOT NULL DEFAULT false, CONSTRAINT chunks_pkey PRIMARY KEY (id))`);
    await runner.query(`CREATE UNIQUE INDEX chunks_revision_ordinal ON chunks (revision_id, ordinal)`);

    await runner.query(`CREATE TABLE library_changes (
      seq bigint GENERATED ALWAYS AS IDENTITY NOT NULL, at timestamptz NOT NULL, CONSTRAINT library_changes_pkey PRIMARY KEY (seq))`);
    await runner.query(`CREATE INDEX library_changes_at ON library_changes (at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['library_changes', 'chunks', 'revision_texts', 'revisions', 'documents', 'collections']) {
      await runner.query(`DROP TABLE ${table}`);
    }
  }
}
