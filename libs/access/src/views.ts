import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { Clock, type Principal, type Role } from '#knowledge';
import { DataSource, type EntityManager } from 'typeorm';
import { PersonNotFound, PersonSuspended, ViewNotPossible } from './errors.js';

/** A view ends by itself after so long. */
export const VIEW_MS = 30 * 60_000;

/** Somebody whose eyes are looked with, until when. */
export interface RunningView {
  readonly id: string;
  readonly person: { readonly id: string; readonly name: string; readonly role: Role };
  readonly endsAt: Date;
}

/** Who looks, by which session or key. */
export interface ViewPlan {
  readonly viewerId: string;
  readonly credentialId: string;
}

/** What is known of a view that is over. */
export interface EndedView {
  readonly id: string;
  readonly viewerId: string;
  readonly personId: string;
}

/**
 * Administrators who look with somebody else's eyes. A view belongs to the one session or key that began it, and ends when
 * it is closed, when its time is up, and with that credential.
 */
@Injectable()
export class Views {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * Begin to look as somebody, within the caller's transaction.
   * @param loggedReason The reason as the log has the hash of it.
   * @throws PersonNotFound, PersonSuspended, ViewNotPossible for oneself
   */
  async begin(
    manager: EntityManager,
    { viewerId, credentialId }: ViewPlan,
    personId: string,
    { reason, loggedReason }: { readonly reason: string; readonly loggedReason: string },
  ): Promise<string> {
    if (personId === viewerId) throw new ViewNotPossible();
    const [person] = await manager.query<{ suspendedAt: Date | null }[]>(
      `SELECT suspended_at AS "suspendedAt" FROM users WHERE id = $1 FOR SHARE`,
      [personId],
    );
    if (!person) throw new PersonNotFound();
    if (person.suspendedAt) throw new PersonSuspended();
    const id = randomUUID();
    const now = this.clock.now();
    await manager.query(
      `INSERT INTO access_views (id, viewer_id, person_id, credential_id, began_at, ends_at, reason, logged_reason)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, viewerId, personId, credentialId, now, new Date(now.getTime() + VIEW_MS), reason, loggedReason],
    );
    return id;
  }

  /**
   * The view that a credential looks through: the one that is named, or the newest. Nobody looks through somebody who was
   * suspended meanwhile.
   * @returns Null when there is none that runs.
   */
  async running(credentialId: string, id: string | null): Promise<RunningView | null> {
    const [row] = await this.source.query<{ id: string; endsAt: Date; personId: string; name: string; role: Role }[]>(
      `SELECT v.id, v.ends_at AS "endsAt", u.id AS "personId", u.name, u.role
       FROM access_views v JOIN users u ON u.id = v.person_id AND u.suspended_at IS NULL
       WHERE v.credential_id = $1 AND ($2::uuid IS NULL OR v.id = $2) AND v.ended_at IS NULL AND v.ends_at > $3
       ORDER BY v.began_at DESC LIMIT 1`,
      [credentialId, id, this.clock.now()],
    );
    if (!row) return null;
    const { personId, name, role } = row;
    return { id: row.id, endsAt: row.endsAt, person: { id: personId, name, role } };
  }

  /** Close the views of a credential, or one of them, within the caller's transaction. @returns Those that were open. */
  end(manager: EntityManager, credentialId: string, id: string | null): Promise<EndedView[]> {
    return this.close(manager, `v.credential_id = $2 AND ($3::uuid IS NULL OR v.id = $3)`, [credentialId, id]);
  }

  /**
   * Close, within the caller's transaction, those whose time is up, whose credential is gone, and whose person or
   * administrator may no longer be one.
   */
  endOverdue(manager: EntityManager): Promise<EndedView[]> {
    return this.close(
      manager,
      `(v.ends_at <= $1 OR NOT EXISTS (
         SELECT 1 FROM credentials c JOIN users u ON u.id = c.user_id AND u.role = 'administrator' AND u.suspended_at IS NULL
         WHERE c.id = v.credential_id)
       OR EXISTS (SELECT 1 FROM users p WHERE p.id = v.person_id AND p.suspended_at IS NOT NULL))`,
      [],
    );
  }

  private async close(manager: EntityManager, which: string, about: readonly unknown[]): Promise<EndedView[]> {
    const [rows] = await manager.query<[EndedView[], number]>(
      `UPDATE access_views v SET ended_at = $1 WHERE v.ended_at IS NULL AND ${which}
       RETURNING v.id, v.viewer_id AS "viewerId", v.person_id AS "personId"`,
      [this.clock.now(), ...about],
    );
    return rows;
  }
}

/** Who asks under a view: the person who is looked as, with the administrator beside. Confined keys stay confined. */
export function principalUnder(view: RunningView, { userId, via, confinedTo }: Principal): Principal {
  const { id, name, role } = view.person;
  const viewer = { userId, viewId: view.id };
  return { userId: id, name, role, via, viewer, ...(confinedTo ? { confinedTo } : {}) };
}
