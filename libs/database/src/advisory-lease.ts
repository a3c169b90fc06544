import pg from 'pg';

/** How often the holder makes sure that it still holds the lease, and how long it waits for an answer. */
export interface LeaseBeat {
  readonly everyMs: number;
  readonly withinMs: number;
}

const BEAT: LeaseBeat = { everyMs: 3_000, withinMs: 10_000 };
const TRY_EVERY_MS = 1_000;

/** By the two halves in which PostgreSQL keeps a 64-bit key. */
const IS_HELD = `SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid() AND granted
  AND objsubid = 1 AND (classid::bigint << 32) + objid::bigint = $1) AS held`;

/**
 * Leadership among processes: whoever holds the lease of a number is the only one, as long as its connection lives.
 * PostgreSQL releases it when the process dies, however it dies. A holder that is cut off notices it by itself: a connection
 * whose other end is gone without a word, or a pooler that put another server's connection in its place, would otherwise leave
 * two that think they lead.
 */
export class AdvisoryLease {
  private readonly timer: NodeJS.Timeout;
  private isOver = false;
  private isAsking = false;

  private constructor(
    private readonly client: pg.Client,
    private readonly key: number,
    private readonly onLost: (error: Error) => void,
    everyMs: number,
  ) {
    client.removeAllListeners('error').on('error', (error) => this.lose(error));
    this.timer = setInterval(() => void this.beat(), everyMs);
  }

  /**
   * Wait until the lease is free and take it.
   * @param onLost Called once if the lease is gone, or was not answered for in time; the holder must stop acting as the leader
   *   at once.
   */
  static async acquire(
    url: string,
    key: number,
    onLost: (error: Error) => void,
    signal?: AbortSignal,
    { everyMs, withinMs }: LeaseBeat = BEAT,
  ): Promise<AdvisoryLease> {
    for (;;) {
      signal?.throwIfAborted();
      const timeouts = { connectionTimeoutMillis: withinMs, query_timeout: withinMs };
      const client = new pg.Client({ connectionString: url, keepAlive: true, ...timeouts });
      client.on('error', onLost);
      await client.connect();
      const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [key]);
      if (rows[0]?.taken) return new AdvisoryLease(client, key, onLost, everyMs);
      client.off('error', onLost);
      await client.end();
      await new Promise((resolve) => setTimeout(resolve, TRY_EVERY_MS));
    }
  }

  async release(): Promise<void> {
    this.end();
    await this.client.end();
  }

  private async beat(): Promise<void> {
    if (this.isAsking) return;
    this.isAsking = true;
    try {
      const { rows } = await this.client.query<{ held: boolean }>(IS_HELD, [this.key]);
      if (!rows[0]?.held) throw new Error('this connection does not hold it any more');
    } catch (error) {
      this.lose(error instanceof Error ? error : new Error(String(error)));
    } finally {
      this.isAsking = false;
    }
  }

  private lose(error: Error): void {
    if (this.isOver) return;
    this.end();
    this.onLost(error);
    // If the server still knows this connection, it frees the lease with it.
    this.client.end().catch(() => undefined);
  }

  private end(): void {
    this.isOver = true;
    clearInterval(this.timer);
  }
}
