import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What witnesses signed below checkpoints, and how bringing checkpoints to places outside went. */
export class CheckpointsOutside1765300000000 implements MigrationInterface {
  name = 'CheckpointsOutside1765300000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE log_cosignatures (
      size bigint NOT NULL, witness text NOT NULL, line text NOT NULL, cosigned_at timestamptz NOT NULL,
      CONSTRAINT log_cosignatures_pkey PRIMARY KEY (size, witness))`);
    await runner.query(
      `CREATE TRIGGER log_cosignatures_append_only BEFORE UPDATE OR DELETE ON log_cosignatures FOR EACH ROW EXECUTE FUNCTION refuse_change()`,
    );
    await runner.query(
      `CREATE TRIGGER log_cosignatures_no_truncate BEFORE TRUNCATE ON log_cosignatures FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
    );
    await runner.query(`CREATE TABLE log_deliveries (
      place text NOT NULL, size bigint, arrived_at timestamptz, tried_at timestamptz NOT NULL, problem text,
      CONSTRAINT log_deliveries_pkey PRIMARY KEY (place))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['log_deliveries', 'log_cosignatures']) await runner.query(`DROP TABLE ${table}`);
  }
}
