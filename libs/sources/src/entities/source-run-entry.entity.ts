import type { RunOutcome } from '#contracts';
import type { Particulars } from '#knowledge';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One line of a run's report. What was left as it was has none. */
@Entity({ name: 'source_run_entries' })
@Index('source_run_entries_path', ['runId', 'path'])
export class SourceRunEntryEntity {
  @PrimaryColumn({ name: 'run_id', type: 'uuid', primaryKeyConstraintName: 'source_run_entries_pkey' })
  runId: string;

  @PrimaryColumn({ name: 'item_key', type: 'text', primaryKeyConstraintName: 'source_run_entries_pkey' })
  itemKey: string;

  @Column({ type: 'text' })
  outcome: RunOutcome;

  @Column({ type: 'text' })
  path: string;

  @Column({ name: 'from_path', type: 'text', nullable: true })
  fromPath: string | null;

  @Column({ name: 'document_id', type: 'uuid', nullable: true })
  documentId: string | null;

  @Column({ name: 'failure_code', type: 'text', nullable: true })
  failureCode: string | null;

  @Column({ name: 'failure_message', type: 'text', nullable: true })
  failureMessage: string | null;

  @Column({ name: 'failure_particulars', type: 'jsonb', nullable: true })
  failureParticulars: Particulars | null;
}
