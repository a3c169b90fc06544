import type { MigrationInterface, QueryRunner } from 'typeorm';

const SEALED = ['log_entries', 'answer_records'];

export class CreateLogAndRecords1763700000002 implements MigrationInterface {
  name = 'CreateLogAndRecords1763700000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE log_entries (
      "index" bigint NOT NULL, at timestamptz NOT NULL, kind text NOT NULL, leaf text NOT NULL, leaf_hash bytea NOT NULL,
      root bytea NOT NULL, peaks bytea NOT NULL, CONSTRAINT log_entries_pkey PRIMARY KEY ("index"))`);
    await runner.query(`CREATE TABLE answer_records (
      id uuid NOT NULL, asked_by uuid NOT NULL, asked_by_name text NOT NULL, question text NOT NULL, outcome text NOT NULL,
      mode text NOT NULL, matter text, created_at timestamptz NOT NULL, body text NOT NULL, sha256 text NOT NULL, log_index bigint NOT NULL,
      CONSTRAINT answer_records_pkey PRIMARY KEY (id))`);
    await runner.query(`CREATE INDEX answer_records_created ON answer_records (created_at, id)`);
    await runner.query(`CREATE INDEX answer_records_asked_by ON answer_records (asked_by, created_at)`);
    // Rows are only ever added. Against whoever owns the database this is a guard rail; the log's hashes are the proof.
    await runner.query(`CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$`);
    for (const table of SEALED) {
      await runner.query(
        `CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE ON ${table} FOR EACH ROW EXECUTE FUNCTION refuse_change()`,
      );
      await runner.query(
        `CREATE TRIGGER ${table}_no_truncate BEFORE TRUNCATE ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of SEALED) await runner.query(`DROP TABLE ${table}`);
    await runner.query(`DROP FUNCTION refuse_change()`);
  }
}
