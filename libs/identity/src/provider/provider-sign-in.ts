import { randomUUID } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AccessPolicy, Credentials, LastAdministrator, OutsideGroups, People } from '#access';
import { AuditLog } from '#audit';
import { Clock } from '#knowledge';
import { DataSource, type EntityManager } from 'typeorm';
import { FederatedIdentityEntity } from '../entities/federated-identity.entity.js';
import { AccountMissing, IdentityNotFound, IdentityTaken, SignInStepLost } from '../errors.js';
import { Factors } from '../factors/factors.js';
import { event } from '../log-event.js';
import { SignIn, type SignInOutcome, type SignInPlace } from '../sign-in/sign-in.js';
import { SignInSteps } from '../sign-in/sign-in-steps.js';
import { IdentityProvider, type ProviderClaims } from './provider.js';
import { type GroupRule, type RoleRule, groupsFrom, roleFrom } from './role-rules.js';

/** What is done with whom a provider vouches for. */
export class ProvisioningRules {
  constructor(
    /** Somebody who is new here gets an account. */
    readonly addsPeople: boolean,
    readonly roles: readonly RoleRule[],
    readonly groups: readonly GroupRule[],
  ) {}
}

/** A link to an account at the provider; the subject that it is known by there is not shown. */
export interface ListedIdentity {
  readonly id: string;
  readonly issuer: string;
  readonly linkedAt: Date;
  readonly lastUsedAt: Date | null;
}

/** Sign-in through an identity provider. Accounts are found by issuer and subject alone: addresses are given to others some day. */
@Injectable()
export class ProviderSignIn {
  private readonly logger = new Logger(ProviderSignIn.name);

  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly provider: IdentityProvider,
    private readonly rules: ProvisioningRules,
    private readonly people: People,
    private readonly credentials: Credentials,
    private readonly access: AccessPolicy,
    private readonly groups: OutsideGroups,
    private readonly signIn: SignIn,
    private readonly factors: Factors,
    private readonly steps: SignInSteps,
    private readonly log: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Send the browser to the provider.
   * @param linkTo Somebody signed in, who wants to be known as what comes back, as long as that session lasts; null: to sign in.
   * @returns Where to, and the secret of the step. @throws ProviderUnavailable
   */
  async begin(
    redirectUri: string,
    linkTo: { readonly userId: string; readonly session: string } | null,
  ): Promise<{ url: string; step: string }> {
    const { url, question } = await this.provider.ask(redirectUri);
    return {
      url,
      step: await this.steps.open('oidc', linkTo?.userId ?? null, { ...question, session: linkTo?.session ?? null }),
    };
  }

  /**
   * The browser is back. Each step is good once.
   * @returns Null when it was a link to an account: the session stays as it is.
   * @throws SignInStepLost, ProviderRefused, ProviderUnavailable, AccountMissing, IdentityTaken, SignInRefused
   */
  async finish(step: string | null, cameBackTo: URL, place: SignInPlace): Promise<SignInOutcome | null> {
    const open = await this.steps.take('oidc', step);
    const { state, nonce, verifier } = open?.data ?? {};
    if (!open || !state || !nonce || !verifier) throw new SignInStepLost();
    const claims = await this.provider.answer(cameBackTo, { state, nonce, verifier });
    const { userId } = open;
    return this.source.transaction(async (manager) => {
      if (userId !== null) return this.linkTo(manager, userId, open.data['session'] ?? '', claims);
      const found = (await this.find(manager, claims)) ?? (await this.admit(manager, claims));
      await this.follow(manager, found, claims);
      await this.join(manager, found, groupsFrom(this.rules.groups, claims.groups));
      return this.signIn.enter(manager, found, 'oidc', place);
    });
  }

  /** Oldest first. */
  async list(userId: string): Promise<ListedIdentity[]> {
    const rows = await this.source
      .getRepository(FederatedIdentityEntity)
      .find({ where: { userId }, order: { linkedAt: 'ASC' } });
    return rows.map(({ id, issuer, linkedAt, lastUsedAt }) => ({ id, issuer, linkedAt, lastUsedAt }));
  }

  /** @throws IdentityNotFound */
  async unlink(userId: string, id: string): Promise<void> {
    await this.source.transaction(async (manager) => {
      const { affected } = await manager.getRepository(FederatedIdentityEntity).delete({ id, userId });
      if (!affected) throw new IdentityNotFound();
      // The provider speaks for them no more, so what it put them into is left.
      await this.join(manager, userId, []);
      await this.log.append([event('identity.unlinked', userId, { person: userId, identity: id })], manager);
    });
  }

  private async find(manager: EntityManager, { issuer, subject }: ProviderClaims): Promise<string | null> {
    const [rows] = await manager.query<[{ userId: string }[], number]>(
      `UPDATE federated_identities SET last_used_at = $3 WHERE issuer = $1 AND subject = $2 RETURNING user_id AS "userId"`,
      [issuer, subject, this.clock.now()],
    );
    return rows[0]?.userId ?? null;
  }

  /** Somebody new. @throws AccountMissing where people are added by hand. */
  private async admit(manager: EntityManager, claims: ProviderClaims): Promise<string> {
    if (!this.rules.addsPeople) throw new AccountMissing();
    const role = roleFrom(this.rules.roles, claims.groups) ?? 'reader';
    const id = await this.people.add(manager, { name: claims.name ?? 'Unnamed', role, email: claims.email });
    const identity = await this.keep(manager, id, claims);
    const subject = { person: id, role };
    await this.log.append(
      [event('person.provisioned', 'system', subject), event('identity.linked', 'system', { person: id, identity })],
      manager,
    );
    return id;
  }

  private async linkTo(manager: EntityManager, userId: string, session: string, claims: ProviderClaims): Promise<null> {
    // Who was signed out or suspended meanwhile leaves no way in behind.
    if (!(await this.credentials.isLive(manager, session, userId))) throw new SignInStepLost();
    const owner = await this.find(manager, claims);
    if (owner === userId) return null;
    if (owner !== null) throw new IdentityTaken();
    const identity = await this.keep(manager, userId, claims);
    await this.log.append([event('identity.linked', userId, { person: userId, identity })], manager);
    return null;
  }

  private async keep(manager: EntityManager, userId: string, { issuer, subject }: ProviderClaims): Promise<string> {
    const id = randomUUID();
    const now = this.clock.now();
    const row = { issuer, subject, id, userId, linkedAt: now, lastUsedAt: now };
    await manager.getRepository(FederatedIdentityEntity).insert(row);
    return id;
  }

  /** Where rules give roles, they are followed at each sign-in, downwards too; the last administrator stays one. */
  private async follow(manager: EntityManager, userId: string, claims: ProviderClaims): Promise<void> {
    const role = roleFrom(this.rules.roles, claims.groups);
    if (role === null) return;
    try {
      const { isChanged } = await this.people.change(manager, userId, { role });
      if (!isChanged) return;
      await this.factors.hold(manager, userId);
      await this.log.append([event('person.changed', 'system', { person: userId, role })], manager);
    } catch (error) {
      if (!(error instanceof LastAdministrator)) throw error;
    }
  }

  /**
   * Be in exactly these of the groups that the provider keeps. One that is kept by somebody else is passed over, so that a
   * claim can't put anybody into a group that was made here.
   */
  private async join(manager: EntityManager, userId: string, names: readonly string[]): Promise<void> {
    const changes = await this.groups.follow(manager, 'oidc', userId, names, ({ groupId }) =>
      this.logger.warn(`OIDC_GROUPS names the group ${groupId}, which is kept elsewhere: rename or remove it.`),
    );
    if (changes.length === 0) return;
    const version = await this.access.change(manager);
    const [first, ...more] = changes.map(({ group, isMember }) =>
      event('group.member_changed', 'system', { group, person: userId, member: isMember, origin: 'oidc', version }),
    );
    await this.log.append([first!, ...more], manager);
  }
}
