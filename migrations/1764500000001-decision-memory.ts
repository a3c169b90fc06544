import type { MigrationInterface, QueryRunner } from 'typeorm';

const SEALED = ['decision_link_steps'];

export class DecisionMemory1764500000001 implements MigrationInterface {
  name = 'DecisionMemory1764500000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE decision_link_steps (
      link_id uuid NOT NULL, version integer NOT NULL, from_decision uuid NOT NULL, kind text NOT NULL, to_kind text NOT NULL,
      to_id uuid NOT NULL, body text NOT NULL, sha256 text NOT NULL, log_index bigint NOT NULL,
      CONSTRAINT decision_link_steps_pkey PRIMARY KEY (link_id, version))`);
    await runner.query(`CREATE INDEX decision_link_steps_from ON decision_link_steps (from_decision)`);
    await runner.query(`CREATE INDEX decision_link_steps_to ON decision_link_steps (to_id)`);
    for (const table of SEALED) {
      await runner.query(
        `CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE ON ${table} FOR EACH ROW EXECUTE FUNCTION refuse_change()`,
      );
      await runner.query(
        `CREATE TRIGGER ${table}_no_truncate BEFORE TRUNCATE ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
      );
    }
    await runner.query(`CREATE TABLE decision_index_states (
      decision_id uuid NOT NULL, table_name text NOT NULL, version integer NOT NULL,
      CONSTRAINT decision_index_states_pkey PRIMARY KEY (decision_id))`);
    await runner.query(`CREATE TABLE decision_reminders (
      decision_id uuid NOT NULL, review_on text NOT NULL, reminded_at timestamptz NOT NULL, log_index bigint NOT NULL,
      CONSTRAINT decision_reminders_pkey PRIMARY KEY (decision_id, review_on))`);
    await runner.query(`CREATE TABLE relied_on (
      id uuid NOT NULL, holder_kind text NOT NULL, holder_id uuid NOT NULL, role text NOT NULL, link_id uuid,
      document_id uuid NOT NULL, revision_id uuid NOT NULL, start_offset integer NOT NULL, end_offset integer NOT NULL,
      page integer NOT NULL, held_against text NOT NULL, CONSTRAINT relied_on_pkey PRIMARY KEY (id))`);
    await runner.query(`CREATE INDEX relied_on_holder ON relied_on (holder_id)`);
    await runner.query(`CREATE INDEX relied_on_document ON relied_on (document_id, held_against)`);
    await runner.query(`CREATE TABLE doubts (
      id uuid NOT NULL, target_kind text NOT NULL, target_id uuid NOT NULL, document_id uuid NOT NULL, revision_id uuid NOT NULL,
      cause text NOT NULL, by_revision_id uuid, standing text NOT NULL, spans jsonb NOT NULL, found_at timestamptz NOT NULL,
      log_index bigint NOT NULL, state text NOT NULL, settled_at timestamptz, settled_by uuid, settled_by_name text,
      reason text NOT NULL, settled_log_index bigint, CONSTRAINT doubts_pkey PRIMARY KEY (id))`);
    await runner.query(`CREATE UNIQUE INDEX doubts_once ON doubts (target_id, document_id, revision_id, standing)`);
    await runner.query(`CREATE INDEX doubts_open ON doubts (found_at, id) WHERE state = 'open'`);
    // What answers that were sealed before this relied on, as `reliedOn` reads a record.
    await runner.query(`INSERT INTO relied_on (id, holder_kind, holder_id, role, document_id, revision_id, start_offset, end_offset, page, held_against)
      SELECT gen_random_uuid(), 'record', r.id, 'cited', (c ->> 'documentId')::uuid, (c ->> 'revisionId')::uuid,
        (c -> 'span' ->> 'start')::int, (c -> 'span' ->> 'end')::int, coalesce((c ->> 'page')::int, 1), c ->> 'revisionId'
      FROM answer_records r, jsonb_array_elements(r.body::jsonb -> 'trace' -> 'citations') c
      WHERE c ->> 'revisionId' IS NOT NULL AND c -> 'span' ->> 'start' IS NOT NULL`);
    await runner.query(`INSERT INTO relied_on (id, holder_kind, holder_id, role, document_id, revision_id, start_offset, end_offset, page, held_against)
      SELECT gen_random_uuid(), 'record', r.id, 'read', (p ->> 'documentId')::uuid, (p ->> 'revisionId')::uuid,
        (p -> 'span' ->> 0)::int, (p -> 'span' ->> 1)::int, coalesce((p ->> 'page')::int, 1), p ->> 'revisionId'
      FROM answer_records r, jsonb_array_elements(r.body::jsonb -> 'passages') p
      WHERE p ->> 'revisionId' IS NOT NULL AND (r.outcome = 'refused'
        OR jsonb_array_length(coalesce(r.body::jsonb -> 'trace' -> 'steps', '[]')) > 1
        OR (r.mode = 'generated' AND p ->> 'promptNumber' IS NOT NULL))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [...SEALED, 'decision_index_states', 'decision_reminders', 'relied_on', 'doubts'])
      await runner.query(`DROP TABLE ${table}`);
  }
}
