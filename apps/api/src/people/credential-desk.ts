import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import {
  AccessPolicy,
  type Admission,
  Authenticator,
  Credentials,
  KeyNotFound,
  type ListedCredential,
  People,
  SessionNotFound,
} from '#access';
import { AuditLog, type LogEvent } from '#audit';
import type { AddKey, AddedKey, KeyView, LoginView, WhoseCredentials } from '#contracts';
import { Clock, type Principal } from '#knowledge';
import { CollectionRepository } from '#library';
import { DataSource } from 'typeorm';
import { viewKey, viewLogin } from './people.view.js';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Keys and sessions: each has one's own, and administrators everyone's. Each change and its log entry land together. */
@Injectable()
export class CredentialDesk {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly access: AccessPolicy,
    private readonly people: People,
    private readonly credentials: Credentials,
    private readonly authenticator: Authenticator,
    private readonly collections: CollectionRepository,
    private readonly log: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Newest first. @throws NotAllowed */
  async keys(principal: Principal, { person }: WhoseCredentials): Promise<KeyView[]> {
    const found = await this.credentials.list('key', this.whose(principal, person));
    return this.viewKeys(principal, found);
  }

  /** @throws NotAllowed, PersonNotFound, CollectionNotFound */
  async addKey(principal: Principal, { name, scope, days, collections, person }: AddKey): Promise<AddedKey> {
    const owner = this.whose(principal, person ?? 'me') ?? principal.userId;
    await this.people.show(owner);
    const confinedTo =
      collections && (await this.collections.resolve(await this.access.visibilityOf(principal), collections));
    const expiresAt = days === null ? null : new Date(this.clock.now().getTime() + days * DAY_MS);
    const plan = { name, scope, expiresAt, collections: confinedTo?.map(({ id }) => id) ?? null };
    const { id, secret } = await this.source.transaction(async (manager) => {
      const issued = await this.authenticator.issue(owner, 'key', plan, manager);
      const subject = { key: issued.id, for: owner, scope, confined: confinedTo !== null };
      await this.log.append([event('key.added', principal, subject)], manager);
      return issued;
    });
    const made = (await this.credentials.list('key', owner)).find((key) => key.id === id);
    if (!made) throw new KeyNotFound();
    const [key] = await this.viewKeys(principal, [made]);
    return { key: key!, secret };
  }

  /** @throws KeyNotFound also for somebody else's. */
  async revokeKey(principal: Principal, id: string): Promise<void> {
    await this.source.transaction(async (manager) => {
      const owner = await this.credentials.end(manager, 'key', id, this.reach(principal));
      if (!owner) throw new KeyNotFound();
      await this.log.append([event('key.revoked', principal, { key: id, for: owner })], manager);
    });
  }

  /** Newest first. @throws NotAllowed */
  async sessions({ principal, credentialId }: Admission, { person }: WhoseCredentials): Promise<LoginView[]> {
    const found = await this.credentials.list('session', this.whose(principal, person));
    return found.map((session) => viewLogin(session, credentialId));
  }

  /** @throws SessionNotFound also for somebody else's. */
  async revokeSession(principal: Principal, id: string): Promise<void> {
    await this.source.transaction(async (manager) => {
      const owner = await this.credentials.end(manager, 'session', id, this.reach(principal));
      if (!owner) throw new SessionNotFound();
      await this.log.append([event('session.revoked', principal, { session: id, for: owner })], manager);
    });
  }

  /** End a person's sessions but for the one that asks. @returns How many. @throws NotAllowed, PersonNotFound */
  async revokeSessions({ principal, credentialId }: Admission, person: string): Promise<number> {
    const owner = this.whose(principal, person) ?? principal.userId;
    await this.people.show(owner);
    return this.source.transaction(async (manager) => {
      const ended = await this.credentials.endSessions(manager, owner, credentialId);
      const [first, ...more] = ended.map((session) => event('session.revoked', principal, { session, for: owner }));
      if (first) await this.log.append([first, ...more], manager);
      return ended.length;
    });
  }

  /** @returns A person's id; null for everyone. @throws NotAllowed */
  private whose(principal: Principal, person: string): string | null {
    if (person === 'me' || person === principal.userId) return principal.userId;
    this.access.require(principal, "manage other people's keys and sessions");
    return person === 'everyone' ? null : person;
  }

  /** Among whose keys and sessions this person may look for one by its id. */
  private reach(principal: Principal): string | null {
    return this.access.may(principal, "manage other people's keys and sessions") ? null : principal.userId;
  }

  private async viewKeys(principal: Principal, keys: readonly ListedCredential[]): Promise<KeyView[]> {
    const isAnyConfined = keys.some(({ collections }) => collections !== null);
    const seen = isAnyConfined ? await this.collections.list(await this.access.visibilityOf(principal)) : [];
    return keys.map((key) => viewKey(key, seen));
  }
}

const event = (kind: string, { userId }: Principal, subject: LogEvent['subject']): LogEvent => {
  return { kind, actor: userId, subject };
};
