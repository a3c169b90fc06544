import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ConversationsAndFeedback1763700000005 implements MigrationInterface {
  name = 'ConversationsAndFeedback1763700000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE conversations (
      id uuid NOT NULL, owner_id uuid NOT NULL, owner_name text NOT NULL, title text NOT NULL, title_words tsvector NOT NULL,
      is_named boolean NOT NULL, collections text[] NOT NULL, matter text, model text, share text NOT NULL, leaf_id uuid,
      archived_at timestamptz, removed_at timestamptz, created_at timestamptz NOT NULL, active_at timestamptz NOT NULL,
      CONSTRAINT conversations_pkey PRIMARY KEY (id))`);
    await runner.query(`CREATE INDEX conversations_owner ON conversations (owner_id, active_at)`);
    await runner.query(
      `CREATE INDEX conversations_shared ON conversations (active_at) WHERE share = 'organization' AND removed_at IS NULL`,
    );
    await runner.query(`CREATE TABLE conversation_turns (
      id uuid NOT NULL, conversation_id uuid NOT NULL, number integer NOT NULL, parent_id uuid, record_id uuid NOT NULL,
      documents uuid[] NOT NULL, words tsvector NOT NULL, created_at timestamptz NOT NULL,
      CONSTRAINT conversation_turns_pkey PRIMARY KEY (id))`);
    await runner.query(`CREATE UNIQUE INDEX conversation_turns_number ON conversation_turns (conversation_id, number)`);
    await runner.query(`CREATE UNIQUE INDEX conversation_turns_record ON conversation_turns (record_id)`);
    await runner.query(`CREATE INDEX conversation_turns_words ON conversation_turns USING gin (words)`);

    await runner.query(`CREATE TABLE record_feedback (
      id uuid NOT NULL, record_id uuid NOT NULL, given_by uuid NOT NULL, given_by_name text NOT NULL, number integer NOT NULL,
      given_at timestamptz NOT NULL, verdict text, reasons text[] NOT NULL, comment text NOT NULL, right_source jsonb, log_index bigint NOT NULL,
      CONSTRAINT record_feedback_pkey PRIMARY KEY (id))`);
    await runner.query(`CREATE UNIQUE INDEX record_feedback_number ON record_feedback (record_id, given_by, number)`);
    await runner.query(`CREATE INDEX record_feedback_given ON record_feedback (given_at, id)`);
    await runner.query(
      `CREATE TRIGGER record_feedback_append_only BEFORE UPDATE OR DELETE ON record_feedback FOR EACH ROW EXECUTE FUNCTION refuse_change()`,
    );
    await runner.query(
      `CREATE TRIGGER record_feedback_no_truncate BEFORE TRUNCATE ON record_feedback FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
    );
    await runner.query(`CREATE TABLE feedback_promotions (
      feedback_id uuid NOT NULL, golden_question_id uuid NOT NULL, promoted_by uuid NOT NULL, promoted_at timestamptz NOT NULL,
      CONSTRAINT feedback_promotions_pkey PRIMARY KEY (feedback_id))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['feedback_promotions', 'record_feedback', 'conversation_turns', 'conversations'])
      await runner.query(`DROP TABLE ${table}`);
  }
}
