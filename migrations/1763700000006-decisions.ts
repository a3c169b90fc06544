import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Decisions1763700000006 implements MigrationInterface {
  name = 'Decisions1763700000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE decisions (
      id uuid NOT NULL, state text NOT NULL, version integer NOT NULL, owner_id uuid NOT NULL, owner_name text NOT NULL,
      responsible_id uuid NOT NULL, matter text, records uuid[] NOT NULL, content text NOT NULL,
      created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL, CONSTRAINT decisions_pkey PRIMARY KEY (id))`);
    await runner.query(`CREATE INDEX decisions_owner ON decisions (owner_id, updated_at)`);
    await runner.query(`CREATE INDEX decisions_responsible ON decisions (responsible_id, updated_at)`);
    await runner.query(`CREATE INDEX decisions_updated ON decisions (updated_at, id)`);
    await runner.query(`CREATE TABLE decision_steps (
      decision_id uuid NOT NULL, version integer NOT NULL, body text NOT NULL, sha256 text NOT NULL, log_index bigint NOT NULL,
      CONSTRAINT decision_steps_pkey PRIMARY KEY (decision_id, version))`);
    // What was signed stays as it was signed; `decisions` is only the copy of the last step.
    await runner.query(
      `CREATE TRIGGER decision_steps_append_only BEFORE UPDATE OR DELETE ON decision_steps FOR EACH ROW EXECUTE FUNCTION refuse_change()`,
    );
    await runner.query(
      `CREATE TRIGGER decision_steps_no_truncate BEFORE TRUNCATE ON decision_steps FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE decision_steps`);
    await runner.query(`DROP TABLE decisions`);
  }
}
