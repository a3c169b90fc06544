import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What was used of a limit, in the shape that rate-limiter-flexible keeps. */
@Entity({ name: 'rate_limits' })
export class RateLimitEntity {
  @PrimaryColumn({ type: 'character varying', length: 255, primaryKeyConstraintName: 'rate_limits_pkey' })
  key: string;

  @Column({ type: 'integer', default: 0 })
  points: number;

  /** Milliseconds since 1970. */
  @Column({ type: 'bigint', nullable: true })
  expire: string | null;
}
