import type { MigrationInterface, QueryRunner } from 'typeorm';

export class PeopleAndKeys1763700000009 implements MigrationInterface {
  name = 'PeopleAndKeys1763700000009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE users ADD COLUMN access_number integer NOT NULL DEFAULT 0`);
    await runner.query(`ALTER TABLE credentials
      ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid(),
      ADD COLUMN prefix text NOT NULL DEFAULT '',
      ADD COLUMN scope text NOT NULL DEFAULT 'full',
      ADD COLUMN collections uuid[],
      ADD COLUMN last_used_at timestamptz`);
    await runner.query(`ALTER TABLE credentials ALTER COLUMN id DROP DEFAULT`);
    await runner.query(`CREATE UNIQUE INDEX credentials_id ON credentials (id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX credentials_id`);
    await runner.query(
      `ALTER TABLE credentials DROP COLUMN id, DROP COLUMN prefix, DROP COLUMN scope, DROP COLUMN collections, DROP COLUMN last_used_at`,
    );
    await runner.query(`ALTER TABLE users DROP COLUMN access_number`);
  }
}
