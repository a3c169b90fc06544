import { randomBytes, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { Clock, type Principal, type Role, sha256Hex } from '#knowledge';
import { DataSource } from 'typeorm';
import { CredentialEntity, type CredentialKind } from './entities/credential.entity.js';
import { UserEntity } from './entities/user.entity.js';
import { NotSignedIn, SignInLinkInvalid } from './errors.js';

const PREFIX: Record<CredentialKind, string> = { session: 'chs_', key: 'chk_', link: 'chl_' };

const DAY_MS = 24 * 60 * 60 * 1000;
const LIFE_MS: Record<CredentialKind, number | null> = { session: 30 * DAY_MS, key: null, link: DAY_MS };

export interface IssuedSecret {
  /** Shown once; only its hash is kept. */
  readonly secret: string;
  readonly expiresAt: Date | null;
}

/** Keys, sessions and one-time links: who holds which secret. */
@Injectable()
export class Authenticator {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly clock: Clock,
  ) {}

  /** The person behind a key or session. @throws NotSignedIn for anything unknown, expired or suspended. */
  async principalOf(secret: string): Promise<Principal> {
    const kind = (['session', 'key'] as const).find((each) => secret.startsWith(PREFIX[each]));
    const user = kind && (await this.holder(secret, kind));
    if (!user) throw new NotSignedIn();
    return { userId: user.id, name: user.name, role: user.role, via: kind };
  }

  /** Trade a one-time link for a session. Two that race for one link: one wins. @throws SignInLinkInvalid */
  async redeemLink(link: string): Promise<{ principal: Principal; session: IssuedSecret }> {
    const user = link.startsWith(PREFIX.link) ? await this.holder(link, 'link') : null;
    if (!user) throw new SignInLinkInvalid();
    const spent = await this.source
      .getRepository(CredentialEntity)
      .delete({ secretSha256: sha256Hex(link), kind: 'link' });
    if (spent.affected !== 1) throw new SignInLinkInvalid();
    const session = await this.issue(user.id, 'session', 'portal');
    return { principal: { userId: user.id, name: user.name, role: user.role, via: 'session' }, session };
  }

  async issue(userId: string, kind: CredentialKind, name: string): Promise<IssuedSecret> {
    const secret = PREFIX[kind] + randomBytes(32).toString('base64url');
    const expiresAt = await this.accept(userId, kind, name, secret);
    return { secret, expiresAt };
  }

  /** End a session or key at once. */
  async revoke(secret: string): Promise<void> {
    await this.source.getRepository(CredentialEntity).delete({ secretSha256: sha256Hex(secret) });
  }

  /**
   * The first administrator and the data folder's own key for scripts on this machine.
   * @param kept The key of an earlier start, accepted again when it is still known.
   */
  async bootstrap(kept: string | null): Promise<{ administratorId: string; key: string }> {
    const administratorId = await this.ensureAdministrator();
    if (kept && (await this.holder(kept, 'key'))) return { administratorId, key: kept };
    return { administratorId, key: (await this.issue(administratorId, 'key', 'data folder')).secret };
  }

  private async ensureAdministrator(): Promise<string> {
    const users = this.source.getRepository(UserEntity);
    const found = await users.findOne({ where: { role: 'administrator' }, order: { createdAt: 'ASC' } });
    if (found) return found.id;
    const id = randomUUID();
    await users.insert({
      id,
      name: 'Administrator',
      role: 'administrator' satisfies Role,
      suspendedAt: null,
      createdAt: this.clock.now(),
    });
    return id;
  }

  private async accept(userId: string, kind: CredentialKind, name: string, secret: string): Promise<Date | null> {
    const createdAt = this.clock.now();
    const life = LIFE_MS[kind];
    const expiresAt = life === null ? null : new Date(createdAt.getTime() + life);
    await this.source
      .getRepository(CredentialEntity)
      .insert({ secretSha256: sha256Hex(secret), kind, userId, name, createdAt, expiresAt });
    return expiresAt;
  }

  private async holder(secret: string, kind: CredentialKind): Promise<UserEntity | null> {
    return this.source
      .getRepository(UserEntity)
      .createQueryBuilder('u')
      .innerJoin(CredentialEntity, 'c', 'c.user_id = u.id')
      .where('c.secret_sha256 = :hash AND c.kind = :kind', { hash: sha256Hex(secret), kind })
      .andWhere('u.suspended_at IS NULL AND (c.expires_at IS NULL OR c.expires_at > :now)', { now: this.clock.now() })
      .getOne();
  }
}
