import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A name that stands as a commitment in signed texts. */
@Entity({ name: 'signed_names' })
@Index('signed_names_person', ['personId'])
export class SignedNameEntity {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'signed_names_pkey' })
  commitment: string;

  @Column({ name: 'person_id', type: 'uuid' })
  personId: string;

  /** Name and salt, under the person's key. */
  @Column({ type: 'bytea' })
  sealed: Buffer;
}
