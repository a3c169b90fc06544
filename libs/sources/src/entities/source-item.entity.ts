import type { Metadata, Particulars } from '#knowledge';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** `new` and `stale` wait for their bytes, `held` is in the library, `failed` and `rejected` could not be taken in. */
export type ItemState = 'new' | 'stale' | 'held' | 'failed' | 'rejected';

/** What is known of one entry of a source. */
@Entity({ name: 'source_items' })
@Index('source_items_state', ['sourceId', 'state', 'itemKey'])
@Index('source_items_sha256', ['sourceId', 'sha256'], { where: 'sha256 IS NOT NULL' })
@Index('source_items_document', ['documentId'], { where: 'document_id IS NOT NULL' })
export class SourceItemEntity {
  @PrimaryColumn({ name: 'source_id', type: 'uuid', primaryKeyConstraintName: 'source_items_pkey' })
  sourceId: string;

  /** Hash of the remote id, which may be longer than an index takes. */
  @PrimaryColumn({ name: 'item_key', type: 'text', primaryKeyConstraintName: 'source_items_pkey' })
  itemKey: string;

  @Column({ name: 'remote_id', type: 'text' })
  remoteId: string;

  /** Place in the collection. */
  @Column({ type: 'text' })
  path: string;

  /** Changes whenever the bytes do; what it is made of is the connector's affair. Empty: not taken in yet. */
  @Column({ type: 'text' })
  version: string;

  @Column({ name: 'size_bytes', type: 'bigint', nullable: true })
  sizeBytes: string | null;

  @Column({ type: 'jsonb' })
  metadata: Metadata;

  /** What the connector wants to be told again at the next run. */
  @Column({ type: 'jsonb', nullable: true })
  memo: Record<string, unknown> | null;

  @Column({ type: 'text' })
  state: ItemState;

  @Column({ type: 'text', nullable: true })
  sha256: string | null;

  @Column({ name: 'document_id', type: 'uuid', nullable: true })
  documentId: string | null;

  /** The last run that met it. */
  @Column({ name: 'seen_run', type: 'uuid' })
  seenRun: string;

  @Column({ name: 'failure_code', type: 'text', nullable: true })
  failureCode: string | null;

  @Column({ name: 'failure_message', type: 'text', nullable: true })
  failureMessage: string | null;

  @Column({ name: 'failure_particulars', type: 'jsonb', nullable: true })
  failureParticulars: Particulars | null;
}
