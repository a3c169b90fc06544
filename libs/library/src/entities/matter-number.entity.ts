import { Entity, Index, PrimaryColumn } from 'typeorm';

/** Every number that a matter has or had, as its key; written by the database itself (a trigger) and never taken back. */
@Entity({ name: 'matter_numbers' })
@Index('matter_numbers_matter', ['matterId'])
export class MatterNumberEntity {
  @PrimaryColumn({ name: 'number_key', type: 'text', primaryKeyConstraintName: 'matter_numbers_pkey' })
  numberKey: string;

  @PrimaryColumn({ name: 'matter_id', type: 'uuid', primaryKeyConstraintName: 'matter_numbers_pkey' })
  matterId: string;
}
