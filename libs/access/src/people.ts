import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { Clock, type Role } from '#knowledge';
import { DataSource, type EntityManager, In, IsNull, Not } from 'typeorm';
import { type AccountKind, UserEntity } from './entities/user.entity.js';
import { LastAdministrator, LoginTaken, PersonNotFound } from './errors.js';
import { holdPeople } from './hold-people.js';
import { IN_USE } from './in-use.js';
import { normalLogin } from './login-name.js';

/** A person as far as everybody may know them. */
export interface KnownPerson {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
}

/** Who is to be added. */
export interface PersonPlan {
  readonly name: string;
  readonly role: Role;
  readonly kind?: AccountKind;
  readonly login?: string | null;
  readonly email?: string | null;
  readonly ownerId?: string | null;
  readonly externalId?: string | null;
}

/** A person or service account, with what administrators see of it. */
export interface ListedPerson extends KnownPerson {
  readonly kind: AccountKind;
  readonly login: string | null;
  readonly email: string | null;
  readonly ownerId: string | null;
  readonly externalId: string | null;
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
  readonly login?: string | null | undefined;
  readonly email?: string | null | undefined;
  readonly ownerId?: string | undefined;
  readonly externalId?: string | null | undefined;
}

/** What a change came to. */
export interface ChangedPerson {
  /** Name, role or what they sign in by are others than before. */
  readonly isChanged: boolean;
  readonly isSuspended: boolean;
  readonly isReinstated: boolean;
}

/** What somebody is called who was erased. */
export const erasedName = (id: string): string => `Erased person ${id.slice(0, 8)}`;

/** The people of this service. */
@Injectable()
export class People {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Whose account is {@link IN_USE}; null for anybody else. */
  async find(userId: string): Promise<KnownPerson | null> {
    const [found] = await this.source.query<KnownPerson[]>(
      `SELECT u.id, u.name, u.role FROM users u WHERE u.id = $1 AND ${IN_USE}`,
      [userId],
    );
    return found ?? null;
  }

  /** People, or service accounts, in the order in which they were added. */
  list(kind: AccountKind = 'person'): Promise<ListedPerson[]> {
    return this.source.query(`${LISTED} WHERE u.kind = $1 GROUP BY u.id ORDER BY u.created_at, u.id`, [kind]);
  }

  /** @throws PersonNotFound */
  async show(id: string): Promise<ListedPerson> {
    const [row] = await this.source.query<ListedPerson[]>(`${LISTED} WHERE u.id = $1 GROUP BY u.id`, [id]);
    if (!row) throw new PersonNotFound();
    return row;
  }

  /** @returns The new person's id. @throws LoginTaken */
  async add(manager: EntityManager, plan: PersonPlan): Promise<string> {
    const { name, role, kind = 'person', email = null, ownerId = null, externalId = null } = plan;
    const id = randomUUID();
    const login = plan.login == null ? null : normalLogin(plan.login);
    const rest = { kind, login, email, ownerId, externalId, suspendedAt: null, createdAt: this.clock.now() };
    await takingLogin(() => manager.getRepository(UserEntity).insert({ id, name, role, ...rest }));
    return id;
  }

  /** The person who signs in by this name; null for anybody unknown, suspended, or no person. */
  async findByLogin(login: string): Promise<KnownPerson | null> {
    const row = await this.source
      .getRepository(UserEntity)
      .findOneBy({ login: normalLogin(login), kind: 'person', suspendedAt: IsNull() });
    return row && { id: row.id, name: row.name, role: row.role };
  }

  /**
   * Change somebody. A suspended person's sessions and links are gone for good; their keys are out of use until they are
   * reinstated. A change of role ends what they have running, too.
   * @throws PersonNotFound, LastAdministrator, LoginTaken
   */
  async change(manager: EntityManager, id: string, change: PersonChange): Promise<ChangedPerson> {
    await holdPeople(manager);
    const before = await manager
      .getRepository(UserEntity)
      .findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!before) throw new PersonNotFound();
    const { name = before.name, role = before.role, suspended = before.suspendedAt !== null } = change;
    const isSuspended = suspended && before.suspendedAt === null;
    const isReinstated = !suspended && before.suspendedAt !== null;
    const isDemoted = role !== before.role;
    const isAdministrator = before.role === 'administrator' && before.kind === 'person' && !before.suspendedAt;
    if (isAdministrator && (isSuspended || isDemoted)) await this.refuseLastAdministrator(manager, id);
    const suspendedAt = suspended ? (before.suspendedAt ?? this.clock.now()) : null;
    const accessNumber = before.accessNumber + (isSuspended || isDemoted ? 1 : 0);
    const details = detailsAfter(before, change);
    const row = { name, role, suspendedAt, accessNumber, ...details };
    await takingLogin(() => manager.getRepository(UserEntity).update({ id }, row));
    if (isSuspended)
      await manager.query(`DELETE FROM credentials WHERE user_id = $1 AND kind IN ('session', 'link')`, [id]);
    const isOther = (Object.keys(details) as (keyof typeof details)[]).some((key) => details[key] !== before[key]);
    return { isChanged: isDemoted || name !== before.name || isOther, isSuspended, isReinstated };
  }

  /**
   * Take everything personal off somebody and put them out of use; the id stays, as what the log calls them.
   * @throws PersonNotFound, LastAdministrator
   */
  async erase(manager: EntityManager, id: string): Promise<void> {
    await this.change(manager, id, { name: erasedName(id), suspended: true });
    await manager.query(
      `UPDATE users SET login = NULL, email = NULL, external_id = NULL, erased_at = $2 WHERE id = $1`,
      [id, this.clock.now()],
    );
    await manager.query(`DELETE FROM credentials WHERE user_id = $1`, [id]);
  }

  /** Of these, the ids of those who were erased. */
  async erasedAmong(ids: readonly string[], manager = this.source.manager): Promise<Set<string>> {
    if (ids.length === 0) return new Set();
    const where = { id: In([...new Set(ids)]), erasedAt: Not(IsNull()) };
    const rows = await manager.find(UserEntity, { where, select: { id: true } });
    return new Set(rows.map(({ id }) => id));
  }

  private async refuseLastAdministrator(manager: EntityManager, id: string): Promise<void> {
    const others = await manager
      .getRepository(UserEntity)
      .createQueryBuilder('u')
      .where(`u.role = 'administrator' AND u.kind = 'person' AND u.suspended_at IS NULL AND u.id <> :id`, { id })
      .getCount();
    if (others === 0) throw new LastAdministrator();
  }
}

function detailsAfter(before: UserEntity, change: PersonChange) {
  const { email = before.email, ownerId = before.ownerId, externalId = before.externalId } = change;
  const login = change.login === undefined ? before.login : change.login && normalLogin(change.login);
  return { email, ownerId, externalId, login };
}

/** @throws LoginTaken */
async function takingLogin<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const { constraint } = (error as { driverError?: { constraint?: string } }).driverError ?? {};
    throw constraint === 'users_login' ? new LoginTaken() : error;
  }
}

const LISTED = `SELECT u.id, u.name, u.role, u.kind, u.login, u.email, u.owner_id AS "ownerId",
    u.external_id AS "externalId", u.created_at AS "createdAt", u.suspended_at AS "suspendedAt",
    max(c.last_used_at) AS "lastSeenAt"
  FROM users u LEFT JOIN credentials c ON c.user_id = u.id`;
