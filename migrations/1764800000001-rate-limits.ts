import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was used of quotas, in the shape that rate-limiter-flexible keeps. Lost in a crash of the database: then counts begin anew. */
export class RateLimits1764800000001 implements MigrationInterface {
  name = 'RateLimits1764800000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE UNLOGGED TABLE rate_limits (
      key character varying(255) NOT NULL, points integer NOT NULL DEFAULT 0, expire bigint,
      CONSTRAINT rate_limits_pkey PRIMARY KEY (key))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE rate_limits`);
  }
}
