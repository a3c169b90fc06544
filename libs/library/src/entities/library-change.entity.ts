import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** One numbered moment at which the library as a whole changed; what `as of` counts by. */
@Entity({ name: 'library_changes' })
@Index('library_changes_at', ['at'])
export class LibraryChangeEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'library_changes_pkey',
  })
  seq: string;

  @Column({ type: 'timestamptz' })
  at: Date;
}
