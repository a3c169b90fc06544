import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { Clock } from '#knowledge';
import { DataSource, type EntityManager } from 'typeorm';
import { SESSION_IDLE_MS } from './credential-life.js';
import type { CredentialKind, KeyScope, SignInMethod } from './entities/credential.entity.js';

/** A key or session as it is listed; its secret is nowhere. */
export interface ListedCredential {
  readonly id: string;
  readonly userId: string;
  readonly personName: string;
  readonly name: string;
  readonly prefix: string;
  readonly scope: KeyScope;
  readonly collections: string[] | null;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
  /** Of sessions; null where it was not kept. */
  readonly method: SignInMethod | null;
  readonly device: string | null;
}

/** Whose: one person's, or (null) everyone's. */
export type Whose = string | null;

/** Keys and sessions that people hold: listed, and ended. */
@Injectable()
export class Credentials {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Newest first, without expired ones. */
  list(kind: Exclude<CredentialKind, 'link'>, whose: Whose): Promise<ListedCredential[]> {
    const now = this.clock.now();
    return this.source.query(
      `SELECT c.id, c.user_id AS "userId", u.name AS "personName", c.name, c.prefix, c.scope, c.collections,
         c.created_at AS "createdAt", c.expires_at AS "expiresAt", c.last_used_at AS "lastUsedAt", c.method, c.device
       FROM credentials c JOIN users u ON u.id = c.user_id
       WHERE c.kind = $1 AND ($2::uuid IS NULL OR c.user_id = $2) AND (c.expires_at IS NULL OR c.expires_at > $3)
         AND (c.kind <> 'session' OR coalesce(c.last_used_at, c.created_at) > $4)
       ORDER BY c.created_at DESC, c.id`,
      [kind, whose, now, new Date(now.getTime() - SESSION_IDLE_MS)],
    );
  }

  /**
   * End one at once, within the caller's transaction.
   * @returns Whose it was; null when there is no such one among these.
   */
  async end(
    manager: EntityManager,
    kind: Exclude<CredentialKind, 'link'>,
    id: string,
    whose: Whose,
  ): Promise<string | null> {
    const [rows] = await manager.query<[{ userId: string }[], number]>(
      `DELETE FROM credentials WHERE kind = $1 AND id = $2 AND ($3::uuid IS NULL OR user_id = $3)
       RETURNING user_id AS "userId"`,
      [kind, id, whose],
    );
    return rows[0]?.userId ?? null;
  }

  /** Whether a session is there still, of somebody who may sign in. */
  async isLive(manager: EntityManager, session: string, userId: string): Promise<boolean> {
    const [row] = await manager.query<unknown[]>(
      `SELECT 1 FROM credentials c JOIN users u ON u.id = c.user_id
       WHERE c.kind = 'session' AND c.id = $1 AND c.user_id = $2 AND u.suspended_at IS NULL
         AND (c.expires_at IS NULL OR c.expires_at > $3)`,
      [session, userId, this.clock.now()],
    );
    return row !== undefined;
  }

  /** End a person's sessions at once, but for one. @returns Their ids. */
  async endSessions(manager: EntityManager, userId: string, except: string | null): Promise<string[]> {
    const [rows] = await manager.query<[{ id: string }[], number]>(
      `DELETE FROM credentials WHERE kind = 'session' AND user_id = $1 AND ($2::uuid IS NULL OR id <> $2) RETURNING id`,
      [userId, except],
    );
    return rows.map(({ id }) => id);
  }
}
