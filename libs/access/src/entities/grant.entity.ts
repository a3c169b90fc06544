import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A person's right to a collection, or (`isDenied`) a bar that beats every right. */
@Entity({ name: 'collection_grants' })
export class CollectionGrantEntity {
  @PrimaryColumn({ name: 'user_id', type: 'uuid', primaryKeyConstraintName: 'collection_grants_pkey' })
  userId: string;

  @PrimaryColumn({ name: 'collection_id', type: 'uuid', primaryKeyConstraintName: 'collection_grants_pkey' })
  collectionId: string;

  @Column({ name: 'is_denied', type: 'boolean', default: false })
  isDenied: boolean;
}
