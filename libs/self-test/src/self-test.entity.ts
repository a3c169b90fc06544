import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What a self-test found. */
@Entity({ name: 'access_self_tests' })
@Index('access_self_tests_at', ['at'])
export class SelfTestEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'access_self_tests_pkey' })
  id: string;

  @Column({ type: 'timestamptz' })
  at: Date;

  @Column({ type: 'integer' })
  looks: number;

  /** Ways by which a canary saw too much or too little. */
  @Column({ type: 'text', array: true })
  wrong: string[];
}
