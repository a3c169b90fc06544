import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Entries of sources that counted as refused for good though only the service's own store had failed: the next run of each source takes them in.
 */
export class FailedByAStore1766650000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `UPDATE source_items SET state = 'failed'
       WHERE state = 'rejected' AND failure_code IN ('storage.unwritable', 'storage.unreachable', 'internal.unexpected')`,
    );
  }

  /** Earlier versions try what failed again, too. */
  async down(): Promise<void> {}
}
