import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Groups that a directory or an identity provider keeps, and what it calls them. */
export class GroupsFromOutside1765400000001 implements MigrationInterface {
  name = 'GroupsFromOutside1765400000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE access_groups ADD origin text NOT NULL DEFAULT 'here', ADD external_id text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE access_groups DROP COLUMN origin, DROP COLUMN external_id`);
  }
}
