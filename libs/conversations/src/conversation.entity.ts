import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * One conversation of one owner. Its questions are turns, its answers are records that it only points to; removing it
 * leaves those.
 */
@Entity({ name: 'conversations' })
@Index('conversations_owner', ['ownerId', 'activeAt'])
@Index('conversations_shared', ['activeAt'], { where: `share = 'organization' AND removed_at IS NULL` })
export class ConversationEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'conversations_pkey' })
  id: string;

  @Column({ name: 'owner_id', type: 'uuid' })
  ownerId: string;

  @Column({ name: 'owner_name', type: 'text' })
  ownerName: string;

  /** The empty string until there is a first question or a name. */
  @Column({ type: 'text' })
  title: string;

  @Column({ name: 'title_words', type: 'tsvector', select: false })
  titleWords: string;

  /** Whether a person gave the title; otherwise it is that of the branch's first question. */
  @Column({ name: 'is_named', type: 'boolean' })
  isNamed: boolean;

  /** Names as given; empty means everything that the owner may see. */
  @Column({ type: 'text', array: true })
  collections: string[];

  @Column({ type: 'text', nullable: true })
  matter: string | null;

  @Column({ type: 'text', nullable: true })
  model: string | null;

  @Column({ type: 'text' })
  share: 'private' | 'organization';

  /** Last turn of the branch that goes on. */
  @Column({ name: 'leaf_id', type: 'uuid', nullable: true })
  leafId: string | null;

  @Column({ name: 'archived_at', type: 'timestamptz', nullable: true })
  archivedAt: Date | null;

  @Column({ name: 'removed_at', type: 'timestamptz', nullable: true })
  removedAt: Date | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column({ name: 'active_at', type: 'timestamptz' })
  activeAt: Date;
}
