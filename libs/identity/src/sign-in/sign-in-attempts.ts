import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { TooManyAttempts } from '#access';
import { Clock } from '#knowledge';
import { DataSource } from 'typeorm';

/** How a row of failures is answered: so many are free, then waits double from the first to the longest. */
interface Patience {
  readonly free: number;
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
}

const MINUTE_MS = 60_000;
const PATIENCE = {
  /** Browsers that never signed in to this account, all together. */
  account: { free: 10, firstWaitMs: MINUTE_MS / 2, longestWaitMs: 15 * MINUTE_MS },
  /** One browser that did. */
  browser: { free: 10, firstWaitMs: MINUTE_MS / 2, longestWaitMs: 15 * MINUTE_MS },
  /** One address, whatever accounts it tries. */
  address: { free: 30, firstWaitMs: MINUTE_MS / 2, longestWaitMs: 15 * MINUTE_MS },
  /** Codes for one account: who gets here has a right password or link already. */
  factor: { free: 5, firstWaitMs: MINUTE_MS, longestWaitMs: 60 * MINUTE_MS },
} as const satisfies Record<string, Patience>;
/** What failures are counted by; each row of them has a patience of its own. */
export type AttemptKind = keyof typeof PATIENCE;

/** A row of failures is forgotten when so long nothing failed. */
const FORGET_AFTER_MS = 24 * 60 * MINUTE_MS;

/**
 * Failed attempts, counted in the database and so by all replicas together. An attempt is counted before it is tried and
 * taken back when it succeeds: however many are tried at once, no more are tried than are allowed.
 */
@Injectable()
export class SignInAttempts {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Count an attempt. @throws TooManyAttempts without counting it. */
  async begin(kind: AttemptKind, aimedAt: string): Promise<void> {
    const { free, firstWaitMs, longestWaitMs } = PATIENCE[kind];
    const key = `${kind}:${aimedAt}`;
    const now = this.clock.now();
    const forgotten = new Date(now.getTime() - FORGET_AFTER_MS);
    // Every way in begins with the address, so this is often enough for what is forgotten to go.
    if (kind === 'address') await this.source.query(`DELETE FROM sign_in_attempts WHERE last_at < $1`, [forgotten]);
    const rows = await this.source.query<unknown[]>(COUNT, [
      ...[key, now, forgotten],
      ...[free, firstWaitMs / 1000, longestWaitMs / 1000],
    ]);
    if (rows.length > 0) return;
    const [held] = await this.source.query<{ blockedUntil: Date | null }[]>(
      `SELECT blocked_until AS "blockedUntil" FROM sign_in_attempts WHERE key = $1`,
      [key],
    );
    const waitMs = (held?.blockedUntil?.getTime() ?? now.getTime()) - now.getTime();
    throw new TooManyAttempts(Math.max(1, Math.ceil(waitMs / 1000)));
  }

  /** It went well: what was counted of this kind is forgotten. */
  async forgive(kind: AttemptKind, aimedAt: string): Promise<void> {
    await this.source.query(`DELETE FROM sign_in_attempts WHERE key = $1`, [`${kind}:${aimedAt}`]);
  }

  /**
   * It went well, or nothing could be tried. What else was counted stays: whoever owns one account could otherwise guess at others
   * for ever.
   */
  async takeBack(kind: AttemptKind, aimedAt: string): Promise<void> {
    await this.source.query(
      `UPDATE sign_in_attempts SET failures = greatest(failures - 1, 0), blocked_until = NULL WHERE key = $1`,
      [`${kind}:${aimedAt}`],
    );
  }
}

/**
 * `$1` key, `$2` now, `$3` since when failures count, `$4` free ones, `$5` and `$6` first and longest wait in seconds.
 * Gives no row, and changes nothing, while the key has to wait.
 */
const COUNT = `INSERT INTO sign_in_attempts AS a (key, failures, last_at) VALUES ($1, 1, $2)
  ON CONFLICT (key) DO UPDATE SET last_at = $2,
    failures = CASE WHEN a.last_at < $3 THEN 1 ELSE a.failures + 1 END,
    blocked_until = CASE WHEN a.last_at >= $3 AND a.failures + 1 >= $4::int
      THEN $2::timestamptz + make_interval(secs => least($6::float8, $5::float8 * power(2, least(a.failures + 1 - $4::int, 20))))
      END
  WHERE a.blocked_until IS NULL OR a.blocked_until <= $2
  RETURNING key`;
