import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which revisions can have rows in the index. Of those that are there already it is not known, so all of them count as such. */
export class FirstWrites1766620000000 implements MigrationInterface {
  name = 'FirstWrites1766620000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE revisions ADD index_begun boolean NOT NULL DEFAULT true`);
    await runner.query(`ALTER TABLE revisions ALTER index_begun SET DEFAULT false`);
    // After each batch that is written it is asked whether there are any.
    await runner.query(
      `CREATE INDEX revisions_index_behind ON revisions (id) WHERE valid_from IS NOT NULL AND valid_to IS DISTINCT FROM index_valid_to`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX revisions_index_behind`);
    await runner.query(`ALTER TABLE revisions DROP COLUMN index_begun`);
  }
}
