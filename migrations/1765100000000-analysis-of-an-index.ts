import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How the words of each index were analysed, and the languages of its texts, which queries are read in. */
export class AnalysisOfAnIndex1765100000000 implements MigrationInterface {
  name = 'AnalysisOfAnIndex1765100000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE index_generations ADD analyser_version integer NOT NULL DEFAULT 1`);
    await runner.query(`ALTER TABLE index_generations ADD languages text[] NOT NULL DEFAULT '{}'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE index_generations DROP COLUMN languages`);
    await runner.query(`ALTER TABLE index_generations DROP COLUMN analyser_version`);
  }
}
