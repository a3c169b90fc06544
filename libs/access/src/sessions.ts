import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { Clock, type Principal, type Role, sha256Hex } from '#knowledge';
import { DataSource, type EntityManager } from 'typeorm';
import { Authenticator, type IssuedSecret, PREFIX } from './authenticator.js';
import { ROTATE_AFTER_MS } from './credential-life.js';
import type { SignInMethod } from './entities/credential.entity.js';
import { NotSignedIn } from './errors.js';

/** What a session is begun with. */
export interface SessionPlan {
  readonly method: SignInMethod;
  /** Browser and system, as a person would say them; null: not known. */
  readonly device: string | null;
  /** Secret of the session that the browser held until now; it ends, so that nobody can plant one. */
  readonly previous: string | null;
  /** It is to be good for setting up a second factor alone. */
  readonly lacksFactor?: boolean;
}

/** A session that stands, with its secret, which is told this once and kept only as a hash. */
export interface StartedSession {
  readonly principal: Principal;
  readonly session: IssuedSecret;
  /** Id of the session that the browser held until now, if there was one. */
  readonly ended: string | null;
  /** See {@link SessionPlan}. */
  readonly lacksFactor: boolean;
}

/** Sessions from their start over each new secret; they end where all credentials do. */
@Injectable()
export class Sessions {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly authenticator: Authenticator,
    private readonly clock: Clock,
  ) {}

  /**
   * A session for somebody who proved who they are, within the caller's transaction.
   * @throws NotSignedIn for anybody who is suspended, or no person.
   */
  async start(manager: EntityManager, userId: string, plan: SessionPlan): Promise<StartedSession> {
    const [user] = await manager.query<{ name: string; role: Role }[]>(
      `SELECT name, role FROM users WHERE id = $1 AND suspended_at IS NULL AND kind = 'person' FOR SHARE`,
      [userId],
    );
    if (!user) throw new NotSignedIn();
    const { previous, ...facts } = plan;
    const ended = previous === null ? null : await this.authenticator.revoke(manager, previous, 'session');
    const session = await this.authenticator.issue(userId, 'session', { name: 'portal', ...facts }, manager);
    return { principal: { userId, ...user, via: 'session' }, session, ended, lacksFactor: plan.lacksFactor ?? false };
  }

  /**
   * The person of a session proved anew who they are, or what the session may do has grown: it gets a new secret at once,
   * and the old one is good for nothing.
   * @param factor That they also set up or gave a second factor, when they did.
   * @returns Null when there is no such session any more.
   */
  async confirm(manager: EntityManager, id: string, factor = false): Promise<IssuedSecret | null> {
    const secret = newSecret();
    const [rows] = await manager.query<[{ expiresAt: Date }[], number]>(
      `UPDATE credentials SET secret_sha256 = $2, previous_sha256 = NULL, rotated_at = $3, signed_in_at = $3,
         lacks_factor = lacks_factor AND NOT $4
       WHERE id = $1 AND kind = 'session' RETURNING expires_at AS "expiresAt"`,
      [id, sha256Hex(secret), this.clock.now(), factor],
    );
    return rows[0] ? { id, secret, expiresAt: rows[0].expiresAt } : null;
  }

  /**
   * A new secret for a session whose secret has been in use for long; the old one is good for a moment more, for requests
   * under way. Of several that ask at once, one gets it.
   * @returns Null for the others.
   */
  async rotate(secret: string): Promise<IssuedSecret | null> {
    const fresh = newSecret();
    const now = this.clock.now();
    const [rows] = await this.source.query<[{ id: string; expiresAt: Date }[], number]>(
      `UPDATE credentials SET secret_sha256 = $2, previous_sha256 = $1, rotated_at = $3
       WHERE secret_sha256 = $1 AND kind = 'session' AND coalesce(rotated_at, created_at) <= $4
       RETURNING id, expires_at AS "expiresAt"`,
      [sha256Hex(secret), sha256Hex(fresh), now, new Date(now.getTime() - ROTATE_AFTER_MS)],
    );
    return rows[0] ? { id: rows[0].id, secret: fresh, expiresAt: rows[0].expiresAt } : null;
  }
}

const newSecret = (): string => PREFIX.session + randomBytes(32).toString('base64url');
