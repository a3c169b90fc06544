import type { SearchMode } from '#contracts';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** PostgreSQL sends bigint as text; library changes stay far below 2^53. */
const whole = { to: (value: number) => value, from: (value: string) => Number(value) };

/**
 * One search that its owner wants to hear of. It is looked for with the owner's rights of that moment, not of when it
 * was saved.
 */
@Entity({ name: 'saved_searches' })
@Index('saved_searches_owner', ['ownerId', 'createdAt'])
export class SavedSearchEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'saved_searches_pkey' })
  id: string;

  @Column({ name: 'owner_id', type: 'uuid' })
  ownerId: string;

  @Column({ type: 'text' })
  name: string;

  /** As it was typed, operators included. */
  @Column({ type: 'text' })
  query: string;

  /** Names or ids as given; empty means everything that the owner may see. */
  @Column({ type: 'text', array: true })
  collections: string[];

  @Column({ type: 'text' })
  mode: SearchMode;

  @Column({ name: 'paused_at', type: 'timestamptz', nullable: true })
  pausedAt: Date | null;

  /** Library change at which it was saved: what was there before is no news. */
  @Column({ name: 'from_change', type: 'bigint', transformer: whole })
  fromChange: number;

  /** Library change up to which it was looked for. */
  @Column({ name: 'checked_change', type: 'bigint', transformer: whole })
  checkedChange: number;

  /** Code of what kept the last look from being taken; null when it was. */
  @Column({ type: 'text', nullable: true })
  problem: string | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
