import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Index generations with a life of their own, golden questions that judge them, and what models read out of documents. */
export class GoldenQuestions1763700000007 implements MigrationInterface {
  name = 'GoldenQuestions1763700000007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SEQUENCE index_generation_numbers`);
    await runner.query(
      `SELECT setval('index_generation_numbers', GREATEST(max(substr(id, 2)::bigint), 1), max(id) IS NOT NULL) FROM index_generations`,
    );
    // What an unfinished build of an earlier version had written can't be gone on with; its tables are swept away, and
    // its number, counted above, is not given again before they are.
    await runner.query(`DELETE FROM index_generations WHERE NOT is_live`);
    await runner.query(`DROP INDEX index_generations_live`);
    await runner.query(`ALTER TABLE index_generations DROP COLUMN is_live,
      ADD COLUMN state text NOT NULL DEFAULT 'live', ADD COLUMN switch_mode text NOT NULL DEFAULT 'auto',
      ADD COLUMN chunker_version integer NOT NULL DEFAULT 1, ADD COLUMN fusion_weight double precision,
      ADD COLUMN cursor_change bigint NOT NULL DEFAULT 0, ADD COLUMN cursor_revision uuid,
      ADD COLUMN done_chunks integer NOT NULL DEFAULT 0, ADD COLUMN total_chunks integer NOT NULL DEFAULT 0,
      ADD COLUMN pace_since timestamptz, ADD COLUMN pace_done integer NOT NULL DEFAULT 0,
      ADD COLUMN built_at timestamptz, ADD COLUMN switched_at timestamptz, ADD COLUMN error_code text, ADD COLUMN error_message text,
      ADD COLUMN requested_by uuid, ADD COLUMN switch_wish jsonb`);
    await runner.query(`ALTER TABLE index_generations ALTER COLUMN state DROP DEFAULT`);
    await runner.query(`CREATE UNIQUE INDEX index_generations_live ON index_generations (state) WHERE state = 'live'`);
    await runner.query(`CREATE INDEX revisions_valid_from ON revisions (valid_from, id) WHERE valid_from IS NOT NULL`);

    await runner.query(`CREATE TABLE golden_questions (
      id uuid NOT NULL, question text NOT NULL, collection_ids jsonb NOT NULL, expected jsonb NOT NULL, origin text NOT NULL,
      note text NOT NULL, created_by uuid NOT NULL, created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL,
      CONSTRAINT golden_questions_pkey PRIMARY KEY (id))`);
    await runner.query(`CREATE TABLE golden_runs (
      generation_id text NOT NULL, embedder_id text NOT NULL, ran_at timestamptz NOT NULL, results jsonb NOT NULL,
      CONSTRAINT golden_runs_pkey PRIMARY KEY (generation_id))`);

    await runner.query(`CREATE TABLE revision_descriptions (
      revision_id uuid NOT NULL, state text NOT NULL, attempts integer NOT NULL DEFAULT 0, model_name text, model_sha256 text,
      "values" jsonb NOT NULL DEFAULT '[]', in_index boolean NOT NULL DEFAULT false, updated_at timestamptz NOT NULL,
      CONSTRAINT revision_descriptions_pkey PRIMARY KEY (revision_id))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['revision_descriptions', 'golden_runs', 'golden_questions'])
      await runner.query(`DROP TABLE ${table}`);
    await runner.query(`DROP INDEX revisions_valid_from`);
    await runner.query(`DROP INDEX index_generations_live`);
    await runner.query(`DELETE FROM index_generations WHERE state <> 'live'`);
    await runner.query(`ALTER TABLE index_generations ADD COLUMN is_live boolean NOT NULL DEFAULT true,
      DROP COLUMN state, DROP COLUMN switch_mode, DROP COLUMN chunker_version, DROP COLUMN fusion_weight,
      DROP COLUMN cursor_change, DROP COLUMN cursor_revision, DROP COLUMN done_chunks, DROP COLUMN total_chunks,
      DROP COLUMN pace_since, DROP COLUMN pace_done, DROP COLUMN built_at, DROP COLUMN switched_at, DROP COLUMN error_code,
      DROP COLUMN error_message, DROP COLUMN requested_by, DROP COLUMN switch_wish`);
    await runner.query(`ALTER TABLE index_generations ALTER COLUMN is_live DROP DEFAULT`);
    await runner.query(`CREATE UNIQUE INDEX index_generations_live ON index_generations (is_live) WHERE is_live`);
    await runner.query(`DROP SEQUENCE index_generation_numbers`);
  }
}
