import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Administrators who look with somebody else's eyes: as whom, from when to when. */
export class Views1765400000000 implements MigrationInterface {
  name = 'Views1765400000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE access_views (
        id uuid CONSTRAINT access_views_pkey PRIMARY KEY,
        viewer_id uuid NOT NULL,
        person_id uuid NOT NULL,
        credential_id uuid NOT NULL,
        began_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL,
        ended_at timestamptz
      )`);
    await runner.query(`CREATE INDEX access_views_running ON access_views (credential_id) WHERE ended_at IS NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE access_views`);
  }
}
