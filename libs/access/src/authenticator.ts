import { randomBytes, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { Clock, type Principal, type Role, sha256Hex } from '#knowledge';
import { DataSource, type EntityManager } from 'typeorm';
import { LIFE_MS, ROTATE_AFTER_MS, ROTATION_GRACE_MS, SESSION_IDLE_MS, USE_NOTED_MS } from './credential-life.js';
import type { CredentialKind, KeyScope, SignInMethod } from './entities/credential.entity.js';
import { UserEntity } from './entities/user.entity.js';
import { NotSignedIn, SignInLinkInvalid } from './errors.js';
import { holdPeople } from './hold-people.js';
import { IN_USE } from './in-use.js';
import type { RunningView } from './views.js';

/** What a secret begins with, so that one that turns up somewhere can be told for what it is. */
export const PREFIX: Readonly<Record<CredentialKind, string>> = { session: 'chs_', key: 'chk_', link: 'chl_' };
/** So much of a key is shown in lists: 36 of its 256 random bits. */
const SHOWN_CHARACTERS = 10;

/** A credential that was just made. */
export interface IssuedSecret {
  /** The credential's own id, which says nothing about the secret. */
  readonly id: string;
  /** Shown once; only its hash is kept. */
  readonly secret: string;
  readonly expiresAt: Date | null;
}

/** What a new credential is beyond its kind. */
export interface CredentialPlan {
  readonly name: string;
  readonly scope?: KeyScope;
  /** Null: it does not expire. Absent: as its kind does. */
  readonly expiresAt?: Date | null;
  readonly collections?: readonly string[] | null;
  /** Of a session. */
  readonly method?: SignInMethod;
  readonly device?: string | null;
  readonly lacksFactor?: boolean;
}

/** What a session says of how its person got in. */
export interface SessionFacts {
  readonly method: SignInMethod | null;
  /** When they last proved who they are. */
  readonly signedInAt: Date;
  /** Good for nothing but setting up the second factor that the role demands. */
  readonly lacksFactor: boolean;
  /** Its secret has been in use for so long that it is time for a new one. */
  readonly isDue: boolean;
}

/** Somebody who proved who they are, and by what. */
export interface Admission {
  readonly principal: Principal;
  readonly credentialId: string;
  readonly scope: KeyScope;
  /** The person's number of withdrawals of rights at this moment; see {@link Authenticator.stillAdmitted}. */
  readonly accessNumber: number;
  /** Null for keys. */
  readonly session: SessionFacts | null;
  /** Whose eyes are looked with; absent: one's own. */
  readonly view?: RunningView;
}

/** Enters into the log that the first administrator was made. */
type NoteFirst = (
  manager: EntityManager,
  event: {
    readonly kind: 'person.added';
    readonly actor: 'system';
    readonly subject: { readonly person: string; readonly role: Role; readonly first: true };
  },
) => Promise<unknown>;

/** Keys, sessions and one-time links: who holds which secret. */
@Injectable()
export class Authenticator {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly clock: Clock,
  ) {}

  /** The person or program behind a key or session. @throws NotSignedIn for anything unknown, expired or not {@link IN_USE}. */
  async admit(secret: string): Promise<Admission> {
    const kind = kindOf(secret);
    const held = kind && (await this.holder(secret, kind));
    if (!held) throw new NotSignedIn();
    await this.noteUse(held);
    const { userId, name, role, credentialId, scope, collections, accessNumber } = held;
    const confinedTo = collections ? { confinedTo: collections } : {};
    const session = kind === 'session' ? this.factsOf(held) : null;
    return { principal: { userId, name, role, via: kind, ...confinedTo }, credentialId, scope, accessNumber, session };
  }

  /** User id of whose key or session a secret is, without counting as its use; null when it would not be admitted. */
  async ownerOf(secret: string, manager?: EntityManager): Promise<string | null> {
    const kind = kindOf(secret);
    return (kind && (await this.holder(secret, kind, manager)))?.userId ?? null;
  }

  /**
   * Which of these admissions would be made again now: the credential is there and valid, its account {@link IN_USE},
   * and nothing was taken from it since.
   */
  async stillAdmitted(admissions: readonly Admission[]): Promise<Set<Admission>> {
    const rows = await this.source.query<{ id: string; accessNumber: number }[]>(
      `SELECT c.id, u.access_number AS "accessNumber" FROM credentials c JOIN users u ON u.id = c.user_id
       WHERE c.id = ANY($3::uuid[]) AND ${VALID}`,
      [...this.moments(), admissions.map(({ credentialId }) => credentialId)],
    );
    const numbers = new Map(rows.map(({ id, accessNumber }) => [id, accessNumber]));
    return new Set(admissions.filter((each) => numbers.get(each.credentialId) === each.accessNumber));
  }

  /**
   * Take a one-time link, within the caller's transaction. Two that race for one link: one wins.
   * @throws SignInLinkInvalid
   */
  async spendLink(manager: EntityManager, link: string): Promise<{ userId: string; role: Role }> {
    const found = link.startsWith(PREFIX.link) ? await this.holder(link, 'link', manager) : null;
    if (!found) throw new SignInLinkInvalid();
    const { userId } = found;
    // Before the link's own row, as suspending does it; and whoever is being suspended gets no session.
    const [user] = await manager.query<{ role: Role }[]>(
      `SELECT role FROM users WHERE id = $1 AND suspended_at IS NULL AND kind = 'person' FOR SHARE`,
      [userId],
    );
    if (!user || !(await this.revoke(manager, link, 'link'))) throw new SignInLinkInvalid();
    return { userId, role: user.role };
  }

  /** A new secret for a person. Their credentials that have expired go. */
  async issue(
    userId: string,
    kind: CredentialKind,
    plan: CredentialPlan,
    manager: EntityManager = this.source.manager,
  ): Promise<IssuedSecret> {
    const id = randomUUID();
    const secret = PREFIX[kind] + randomBytes(32).toString('base64url');
    const now = this.clock.now();
    const life = LIFE_MS[kind];
    const byKind = life === null ? null : new Date(now.getTime() + life);
    const { name, scope = 'full', expiresAt = byKind, collections = null } = plan;
    const { method = null, device = null, lacksFactor = false } = plan;
    const prefix = kind === 'key' ? secret.slice(0, SHOWN_CHARACTERS) : '';
    await manager.query(`DELETE FROM credentials WHERE user_id = $1 AND expires_at <= $2`, [userId, now]);
    await manager.query(
      `INSERT INTO credentials (id, secret_sha256, kind, user_id, name, prefix, scope, collections, created_at, expires_at,
         method, device, lacks_factor)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        ...[id, sha256Hex(secret), kind, userId, name, prefix, scope, collections, now, expiresAt],
        ...[method, device, lacksFactor],
      ],
    );
    return { id, secret, expiresAt };
  }

  /** End a credential at once. @returns Its id; null when there was none. */
  async revoke(manager: EntityManager, secret: string, kind: CredentialKind): Promise<string | null> {
    const [rows] = await manager.query<[{ id: string }[], number]>(
      `DELETE FROM credentials WHERE (secret_sha256 = $1 OR previous_sha256 = $1) AND kind = $2 RETURNING id`,
      [sha256Hex(secret), kind],
    );
    return rows[0]?.id ?? null;
  }

  /**
   * The first administrator and the data folder's own key for scripts on this machine. Of several who start at the same time one
   * makes the administrator, and all have the same.
   * @param kept The key of an earlier start, accepted again when it is still known.
   * @param note Enters into the log that the administrator was made, as the last step of the transaction that makes them.
   */
  async bootstrap(kept: string | null, note: NoteFirst): Promise<{ administratorId: string; key: string }> {
    const administratorId = await this.source.transaction((manager) => this.ensureAdministrator(manager, note));
    if (kept && (await this.holder(kept, 'key'))) return { administratorId, key: kept };
    return { administratorId, key: (await this.issue(administratorId, 'key', { name: 'data folder' })).secret };
  }

  private async ensureAdministrator(manager: EntityManager, note: NoteFirst): Promise<string> {
    await holdPeople(manager);
    const [found] = await manager.query<{ id: string }[]>(
      `SELECT id FROM users WHERE role = 'administrator' AND suspended_at IS NULL AND kind = 'person' ORDER BY created_at, id LIMIT 1`,
    );
    if (found) return found.id;
    const id = randomUUID();
    const role = 'administrator' satisfies Role;
    await manager
      .getRepository(UserEntity)
      .insert({ id, name: 'Administrator', role, kind: 'person', suspendedAt: null, createdAt: this.clock.now() });
    await note(manager, { kind: 'person.added', actor: 'system', subject: { person: id, role, first: true } });
    return id;
  }

  private async holder(
    secret: string,
    kind: CredentialKind,
    manager: EntityManager = this.source.manager,
  ): Promise<HeldCredential | null> {
    const [row] = await manager.query<HeldCredential[]>(
      `SELECT u.id AS "userId", u.name, u.role, u.access_number AS "accessNumber", c.id AS "credentialId", c.scope,
         c.collections, c.last_used_at AS "lastUsedAt", c.created_at AS "createdAt", c.method,
         c.signed_in_at AS "signedInAt", c.rotated_at AS "rotatedAt", c.lacks_factor AS "lacksFactor"
       FROM credentials c JOIN users u ON u.id = c.user_id
       WHERE c.kind = $4 AND (c.secret_sha256 = $3 OR (c.previous_sha256 = $3 AND c.rotated_at > $5)) AND ${VALID}`,
      [...this.moments(), sha256Hex(secret), kind, new Date(this.clock.now().getTime() - ROTATION_GRACE_MS)],
    );
    return row ?? null;
  }

  private async noteUse({ credentialId, lastUsedAt }: HeldCredential): Promise<void> {
    const now = this.clock.now();
    const before = new Date(now.getTime() - USE_NOTED_MS);
    if (lastUsedAt && lastUsedAt > before) return;
    await this.source.query(
      `UPDATE credentials SET last_used_at = $2 WHERE id = $1 AND (last_used_at IS NULL OR last_used_at <= $3)`,
      [credentialId, now, before],
    );
  }

  private factsOf({ method, createdAt, signedInAt, rotatedAt, lacksFactor }: HeldCredential): SessionFacts {
    const isDue = (rotatedAt ?? createdAt).getTime() + ROTATE_AFTER_MS <= this.clock.now().getTime();
    return { method, signedInAt: signedInAt ?? createdAt, lacksFactor, isDue };
  }

  /** What {@link VALID} compares with: now, and since when a session must have been used. */
  private moments(): [now: Date, idleSince: Date] {
    const now = this.clock.now();
    return [now, new Date(now.getTime() - SESSION_IDLE_MS)];
  }
}

interface HeldCredential {
  readonly userId: string;
  readonly name: string;
  readonly role: Role;
  readonly accessNumber: number;
  readonly credentialId: string;
  readonly scope: KeyScope;
  readonly collections: string[] | null;
  readonly lastUsedAt: Date | null;
  readonly createdAt: Date;
  readonly method: SignInMethod | null;
  readonly signedInAt: Date | null;
  readonly rotatedAt: Date | null;
  readonly lacksFactor: boolean;
}

const kindOf = (secret: string) => (['session', 'key'] as const).find((kind) => secret.startsWith(PREFIX[kind]));

/** Of a credential `c` and its person `u`; `$1` is now, `$2` the moment since when a session must have been used. */
const VALID = `${IN_USE} AND (c.expires_at IS NULL OR c.expires_at > $1)
  AND (c.kind <> 'session' OR coalesce(c.last_used_at, c.created_at) > $2)`;
