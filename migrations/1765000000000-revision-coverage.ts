import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was read of a revision and what was not, as numbers and pages; and whether text of it is missing, to be counted by. */
export class RevisionCoverage1765000000000 implements MigrationInterface {
  name = 'RevisionCoverage1765000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE revisions ADD coverage jsonb, ADD partly_read boolean NOT NULL DEFAULT false`);
    // Revisions that are there show what their notes tell; only whether text is missing is looked up by SQL.
    await runner.query(
      `UPDATE revisions SET partly_read = true WHERE state IN ('live', 'superseded', 'chunked') AND EXISTS (
         SELECT 1 FROM jsonb_array_elements(notes) AS note WHERE note->>'code' = ANY($1::text[]))`,
      [TEXT_MISSING],
    );
    await runner.query(`CREATE INDEX revisions_partly_read ON revisions (document_id) WHERE partly_read`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX revisions_partly_read`);
    await runner.query(`ALTER TABLE revisions DROP COLUMN coverage, DROP COLUMN partly_read`);
  }
}

/** Codes of notes before this migration that say that text was not read. */
const TEXT_MISSING = [
  'page.unreadable',
  'page.garbled',
  'page.no_text',
  'ocr.not_reached',
  'sheet.cut',
  'part.missing',
  'member.not_read',
  'member.place_taken',
  'attachment.skipped',
  'docx.comments_skipped',
];
