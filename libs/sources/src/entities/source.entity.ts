import type { SourceConfig, SourceSchedule } from '#contracts';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One place elsewhere whose files come into one collection, with the rights of the person it acts for. */
@Entity({ name: 'sources' })
export class SourceEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'sources_pkey' })
  id: string;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text' })
  kind: SourceConfig['kind'];

  @Column({ type: 'jsonb' })
  settings: SourceConfig['settings'];

  /** Password, token or key, sealed; see `SecretSeal`. */
  @Column({ name: 'sealed_secret', type: 'text', nullable: true })
  sealedSecret: string | null;

  @Index('sources_collection')
  @Column({ name: 'collection_id', type: 'uuid' })
  collectionId: string;

  @Column({ type: 'jsonb' })
  schedule: SourceSchedule;

  @Column({ name: 'remove_limit_percent', type: 'integer' })
  removeLimitPercent: number;

  @Column({ name: 'is_paused', type: 'boolean' })
  isPaused: boolean;

  @Column({ name: 'created_by', type: 'uuid' })
  createdBy: string;

  /** Whose rights it has. */
  @Column({ name: 'acts_for', type: 'uuid' })
  actsFor: string;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;
}
