import type { CollectionKind } from '#knowledge';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One collection: what documents lie in, and what grants, walls and searches name. */
@Entity({ name: 'collections' })
export class CollectionEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'collections_pkey' })
  id: string;

  @Column({ type: 'text' })
  name: string;

  /** NFKC, lower case: two names that read alike are one. */
  @Index('collections_name_key', { unique: true })
  @Column({ name: 'name_key', type: 'text' })
  nameKey: string;

  @Column({ type: 'text' })
  kind: CollectionKind;

  /** Name of the model that answers questions put to this collection alone. */
  @Column({ type: 'text', nullable: true })
  generator: string | null;

  /** Whether a question put to this collection must name a matter. */
  @Column({ name: 'requires_matter', type: 'boolean', default: false })
  requiresMatter: boolean;

  /** Since when it is out of the library; its name key is its id then, so that the name is free. */
  @Column({ name: 'removed_at', type: 'timestamptz', nullable: true })
  removedAt: Date | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
