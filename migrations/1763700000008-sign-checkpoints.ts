import type { MigrationInterface, QueryRunner } from 'typeorm';

const SEALED = ['log_keys', 'log_checkpoints'];

/** Signed states of the log, and the public keys that signed them. */
export class SignCheckpoints1763700000008 implements MigrationInterface {
  name = 'SignCheckpoints1763700000008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE log_keys (
      ordinal integer NOT NULL, vkey text NOT NULL, origin text NOT NULL, log_index bigint NOT NULL, added_at timestamptz NOT NULL,
      CONSTRAINT log_keys_pkey PRIMARY KEY (ordinal), CONSTRAINT log_keys_vkey UNIQUE (vkey))`);
    await runner.query(`CREATE TABLE log_checkpoints (
      size bigint NOT NULL, note text NOT NULL, signed_at timestamptz NOT NULL, CONSTRAINT log_checkpoints_pkey PRIMARY KEY (size))`);
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
  }
}
