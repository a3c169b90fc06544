import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { Clock, type Role } from '#knowledge';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import { UserEntity } from './entities/user.entity.js';
import { LastAdministrator, PersonNotFound } from './errors.js';

export interface KnownPerson {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
}

export interface ListedPerson extends KnownPerson {
  readonly createdAt: Date;
  readonly suspendedAt: Date | null;
  /** When a key or session of theirs was last used; null: never, or all are gone. */
  readonly lastSeenAt: Date | null;
}

/** What is absent stays. */
export interface PersonChange {
  readonly name?: string | undefined;
  readonly role?: Role | undefined;
  readonly suspended?: boolean | undefined;
}

/** What a change came to. */
export interface ChangedPerson {
  /** Name or role are others than before. */
  readonly isChanged: boolean;
  readonly isSuspended: boolean;
  readonly isReinstated: boolean;
}

/** Changes of people wait for one another, so that two can't take the last two administrators. */
const PEOPLE_LOCK = 4_210_009;

/** The people of this service. */
@Injectable()
export class People {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Somebody who may sign in; null for anybody unknown or suspended. */
  async find(userId: string): Promise<KnownPerson | null> {
    const row = await this.source.getRepository(UserEntity).findOneBy({ id: userId, suspendedAt: IsNull() });
    return row && { id: row.id, name: row.name, role: row.role };
  }

  /** In the order in which they were added. */
  list(): Promise<ListedPerson[]> {
    return this.source.query(`${LISTED} GROUP BY u.id ORDER BY u.created_at, u.id`);
  }

  /** @throws PersonNotFound */
  async show(id: string): Promise<ListedPerson> {
    const [row] = await this.source.query<ListedPerson[]>(`${LISTED} WHERE u.id = $1 GROUP BY u.id`, [id]);
    if (!row) throw new PersonNotFound();
    return row;
  }

  /** @returns The new person's id. */
  async add(manager: EntityManager, name: string, role: Role): Promise<string> {
    const id = randomUUID();
    const createdAt = this.clock.now();
    await manager.getRepository(UserEntity).insert({ id, name, role, suspendedAt: null, createdAt });
    return id;
  }

  /**
   * Change somebody. A suspended person's sessions and links are gone for good; their keys are out of use until they are
   * reinstated. A change of role ends what they have running, too.
   * @throws PersonNotFound, LastAdministrator
   */
  async change(manager: EntityManager, id: string, change: PersonChange): Promise<ChangedPerson> {
    await manager.query('SELECT pg_advisory_xact_lock($1)', [PEOPLE_LOCK]);
    const before = await manager
      .getRepository(UserEntity)
      .findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!before) throw new PersonNotFound();
    const { name = before.name, role = before.role, suspended = before.suspendedAt !== null } = change;
    const isSuspended = suspended && before.suspendedAt === null;
    const isReinstated = !suspended && before.suspendedAt !== null;
    const isDemoted = role !== before.role;
    if (before.role === 'administrator' && !before.suspendedAt && (isSuspended || isDemoted))
      await this.refuseLastAdministrator(manager, id);
    const suspendedAt = suspended ? (before.suspendedAt ?? this.clock.now()) : null;
    const accessNumber = before.accessNumber + (isSuspended || isDemoted ? 1 : 0);
    await manager.getRepository(UserEntity).update({ id }, { name, role, suspendedAt, accessNumber });
    if (isSuspended)
      await manager.query(`DELETE FROM credentials WHERE user_id = $1 AND kind IN ('session', 'link')`, [id]);
    return { isChanged: isDemoted || name !== before.name, isSuspended, isReinstated };
  }

  private async refuseLastAdministrator(manager: EntityManager, id: string): Promise<void> {
    const others = await manager
      .getRepository(UserEntity)
      .createQueryBuilder('u')
      .where(`u.role = 'administrator' AND u.suspended_at IS NULL AND u.id <> :id`, { id })
      .getCount();
    if (others === 0) throw new LastAdministrator();
  }
}

const LISTED = `SELECT u.id, u.name, u.role, u.created_at AS "createdAt", u.suspended_at AS "suspendedAt",
    max(c.last_used_at) AS "lastSeenAt"
  FROM users u LEFT JOIN credentials c ON c.user_id = u.id`;
