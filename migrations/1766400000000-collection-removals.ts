import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Collections are taken out of the library whole, as a piece of work that can be followed, stopped and undone. */
export class CollectionRemovals1766400000000 implements MigrationInterface {
  name = 'CollectionRemovals1766400000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE collections ADD removed_at timestamptz`);
    await runner.query(`CREATE TABLE collection_removals (
      id uuid CONSTRAINT collection_removals_pkey PRIMARY KEY,
      collection_id uuid NOT NULL,
      state text NOT NULL,
      total integer NOT NULL,
      done integer NOT NULL,
      kept integer NOT NULL,
      reached uuid,
      began_by uuid NOT NULL,
      began_at timestamptz NOT NULL,
      ended_at timestamptz
    )`);
    await runner.query(`CREATE INDEX collection_removals_begun ON collection_removals (began_at, id)`);
    await runner.query(`CREATE UNIQUE INDEX collection_removals_at_work ON collection_removals (collection_id)
      WHERE state IN ('removing', 'restoring')`);
  }

  /** Collections that were removed come back with the names that they had, their documents stay removed. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `UPDATE collections SET name_key = lower(normalize(btrim(name), NFKC)) || ' ' || id WHERE removed_at IS NOT NULL`,
    );
    await runner.query(`DROP TABLE collection_removals`);
    await runner.query(`ALTER TABLE collections DROP COLUMN removed_at`);
  }
}
