import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { Clock, sha256Hex } from '#knowledge';
import { DataSource, type EntityManager } from 'typeorm';

/** A browser stays known for so long after its last sign-in. */
export const KNOWN_FOR_MS = 180 * 24 * 60 * 60_000;

/**
 * Browsers that people signed in with. They are no credential: who holds such a secret still has to sign in, but is not
 * made to wait by what strangers try at the same account (OWASP's "device cookies").
 */
@Injectable()
export class KnownBrowsers {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly clock: Clock,
  ) {}

  /** @returns What its attempts are counted by; null when this person never signed in there. */
  async find(userId: string, secret: string | null): Promise<string | null> {
    if (!secret) return null;
    const hash = sha256Hex(secret);
    const [row] = await this.source.query<unknown[]>(
      `SELECT 1 FROM known_browsers WHERE secret_sha256 = $1 AND user_id = $2 AND last_used_at > $3`,
      [hash, userId, new Date(this.clock.now().getTime() - KNOWN_FOR_MS)],
    );
    return row ? hash : null;
  }

  /** Remember a browser under a new secret, in the place of the one that it brought along. @returns The secret. */
  async remember(manager: EntityManager, userId: string, previous: string | null): Promise<string> {
    const now = this.clock.now();
    const secret = randomBytes(32).toString('base64url');
    await manager.query(
      `DELETE FROM known_browsers WHERE user_id = $1 AND (secret_sha256 = $2 OR last_used_at <= $3)`,
      [userId, previous === null ? '' : sha256Hex(previous), new Date(now.getTime() - KNOWN_FOR_MS)],
    );
    await manager.query(
      `INSERT INTO known_browsers (secret_sha256, user_id, created_at, last_used_at) VALUES ($1, $2, $3, $3)`,
      [sha256Hex(secret), userId, now],
    );
    return secret;
  }

  async forgetAll(manager: EntityManager, userId: string): Promise<void> {
    await manager.query(`DELETE FROM known_browsers WHERE user_id = $1`, [userId]);
  }
}
