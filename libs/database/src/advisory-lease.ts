import pg from 'pg';

/**
 * Leadership among processes: whoever holds the lease of a number is the only one, as long as its connection lives.
 * PostgreSQL releases it when the process dies, however it dies.
 */
export class AdvisoryLease {
  private constructor(private readonly client: pg.Client) {}

  /**
   * Wait until the lease is free and take it.
   * @param onLost Called once if the connection breaks; the holder must stop acting as the leader at once.
   */
  static async acquire(
    url: string,
    key: number,
    onLost: (error: Error) => void,
    signal?: AbortSignal,
  ): Promise<AdvisoryLease> {
    for (;;) {
      signal?.throwIfAborted();
      const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000, keepAlive: true });
      client.on('error', onLost);
      await client.connect();
      const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [key]);
      if (rows[0]?.taken) return new AdvisoryLease(client);
      client.off('error', onLost);
      await client.end();
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
  }

  async release(): Promise<void> {
    this.client.removeAllListeners('error');
    this.client.on('error', () => undefined);
    await this.client.end();
  }
}
