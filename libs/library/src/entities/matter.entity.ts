import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A piece of work for a client that documents and questions belong to, under the number that people know it by. */
@Entity({ name: 'matters' })
export class MatterEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'matters_pkey' })
  id: string;

  /** Client and matter number as people write it. */
  @Column({ type: 'text' })
  number: string;

  /** NFKC, lower case: two numbers that read alike are one. */
  @Index('matters_number_key', { unique: true })
  @Column({ name: 'number_key', type: 'text' })
  numberKey: string;

  @Column({ type: 'text' })
  name: string;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  /** Since when no document or question is put under it any more; null: it is open. */
  @Column({ name: 'closed_at', type: 'timestamptz', nullable: true })
  closedAt: Date | null;
}
