import { Column, PrimaryGeneratedColumn } from 'typeorm';

/**
 * A fact with the changes of access between which it held: `[fromSeq, toSeq)`, open while it holds. Rows are never
 * deleted and closed ones never changed (a trigger refuses it), so any moment of the past can be asked about.
 */
export abstract class TimedEntity {
  @Column({ name: 'from_seq', type: 'bigint', default: () => 'access_change()' })
  fromSeq: string;

  @Column({ name: 'to_seq', type: 'bigint', nullable: true })
  toSeq: string | null;
}

/** The number of such a row, under the name that its table gives the key. */
export const RowNumber = (primaryKeyConstraintName: string) =>
  PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS', primaryKeyConstraintName });

/** Who something is about: one person, or everybody in a group. */
export type SubjectKind = 'person' | 'group';
