import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { type Admission, Credentials, type IssuedSecret, People, Sessions } from '#access';
import { AuditLog, type LogEvent } from '#audit';
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { DataSource, type EntityManager } from 'typeorm';
import { FactorDemanded, FactorNotFound, ProofRefused, SignInStepLost } from './errors.js';
import { Factors } from './factors/factors.js';
import { type ListedPasskey, Passkeys, type RelyingParty } from './factors/passkeys.js';
import { RecoveryCodes } from './factors/recovery-codes.js';
import { TotpFactors } from './factors/totp-factors.js';
import { event } from './log-event.js';
import { Passwords } from './passwords/passwords.js';
import { KnownBrowsers } from './sign-in/known-browsers.js';
import { SignInAttempts } from './sign-in/sign-in-attempts.js';
import { SignInSteps } from './sign-in/sign-in-steps.js';

/** How one person may sign in. No secret is in it. */
export interface AccountView {
  readonly login: string | null;
  readonly email: string | null;
  readonly passwordChangedAt: Date | null;
  readonly hasApp: boolean;
  readonly recoveryCodesLeft: number;
  readonly passkeys: readonly ListedPasskey[];
  /** The role demands a second factor. */
  readonly isFactorDemanded: boolean;
}

/** What somebody gives to show that it is still them. */
export type Proof =
  { readonly password: string } | { readonly code: string } | { readonly passkey: AuthenticationResponseJSON };

/** A change that made the session stronger: it goes on under a new secret (null: it was no session that asked). */
export interface Renewed {
  readonly session: IssuedSecret | null;
}

/** One's own password and factors. Each change and its log entry land together, and put a new secret on the session. */
@Injectable()
export class Account {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly people: People,
    private readonly credentials: Credentials,
    private readonly sessions: Sessions,
    private readonly passwords: Passwords,
    private readonly factors: Factors,
    private readonly totp: TotpFactors,
    private readonly recovery: RecoveryCodes,
    private readonly passkeys: Passkeys,
    private readonly attempts: SignInAttempts,
    private readonly browsers: KnownBrowsers,
    private readonly steps: SignInSteps,
    private readonly log: AuditLog,
  ) {}

  async show({ principal: { userId, role } }: Admission): Promise<AccountView> {
    const { login, email } = await this.people.show(userId);
    return {
      ...{ login, email, isFactorDemanded: this.factors.demands(role) },
      passwordChangedAt: await this.passwords.changedAt(userId),
      hasApp: await this.totp.has(userId),
      recoveryCodesLeft: await this.recovery.left(userId),
      passkeys: await this.passkeys.list(userId),
    };
  }

  /**
   * Show anew that it is still them; the session counts as just signed in.
   * @param step Secret of the question that a passkey answers.
   * @throws ProofRefused, TooManyAttempts, PasskeyRefused, SignInStepLost
   */
  async confirm(admission: Admission, proof: Proof, step: string | null, party: RelyingParty | null): Promise<Renewed> {
    const { userId } = admission.principal;
    await this.attempts.begin('factor', userId);
    const challenge = 'passkey' in proof ? await this.challengeOf(step) : null;
    if ('password' in proof && !(await this.passwords.check(userId, proof.password))) throw new ProofRefused();
    const renewed = await this.source.transaction(async (manager) => {
      const isGood = 'password' in proof || (await this.factors.accept(manager, userId, proof, { challenge, party }));
      if (!isGood) throw new ProofRefused();
      return this.renew(manager, admission, false, [event('session.confirmed', userId, idOf(admission))]);
    });
    await this.attempts.forgive('factor', userId);
    return renewed;
  }

  /** Set or change the password: every other session ends. @throws PasswordTooWeak */
  async setPassword(admission: Admission, password: string): Promise<Renewed & { ended: number }> {
    const { userId } = admission.principal;
    const { login, name, email } = await this.people.show(userId);
    const about = [login, name, email].filter((each) => each !== null);
    const hash = await this.passwords.hash(password, about);
    return this.source.transaction(async (manager) => {
      await this.passwords.set(manager, userId, hash);
      const ended = await this.credentials.endSessions(manager, userId, admission.credentialId);
      const events = ended.map((session) => event('session.revoked', userId, { session, for: userId }));
      const renewed = await this.renew(manager, admission, false, [
        event('password.set', userId, { person: userId }),
        ...events,
      ]);
      return { ...renewed, ended: ended.length };
    });
  }

  /** @throws FactorExists */
  async beginApp({ principal: { userId, name } }: Admission): Promise<{ uri: string; secret: string }> {
    const { login } = await this.people.show(userId);
    return this.totp.begin(userId, login ?? name);
  }

  /** The first factor of all comes with recovery codes. @throws FactorNotFound, FactorExists, CodeRefused, TooManyAttempts */
  async confirmApp(admission: Admission, code: string): Promise<Renewed & { recoveryCodes: string[] | null }> {
    const { userId } = admission.principal;
    await this.attempts.begin('factor', userId);
    const done = await this.source.transaction(async (manager) => {
      await this.totp.confirm(manager, userId, code.replace(/\s/g, ''));
      return this.added(manager, admission, 'app');
    });
    await this.attempts.forgive('factor', userId);
    return done;
  }

  /** @throws FactorNotFound, FactorDemanded */
  async dropApp(admission: Admission): Promise<Renewed> {
    return this.source.transaction(async (manager) => {
      const { userId } = admission.principal;
      if (!(await this.totp.drop(manager, userId))) throw new FactorNotFound();
      return this.removed(manager, admission, 'app');
    });
  }

  /** New codes in the place of all older ones. @throws FactorNotFound for who has no factor. */
  async renewRecoveryCodes(admission: Admission): Promise<Renewed & { recoveryCodes: string[] }> {
    const { userId } = admission.principal;
    if (!(await this.factors.waysOf(userId)).isAsked) throw new FactorNotFound();
    return this.source.transaction(async (manager) => {
      const recoveryCodes = await this.recovery.renew(manager, userId);
      const events = [event('recovery_codes.renewed', userId, { person: userId })] as const;
      return { ...(await this.renew(manager, admission, false, events)), recoveryCodes };
    });
  }

  /** @returns What the browser is to ask for, and the secret of the step. */
  async beginPasskey(
    { principal: { userId, name } }: Admission,
    party: RelyingParty,
  ): Promise<{ options: PublicKeyCredentialCreationOptionsJSON; step: string }> {
    const { login } = await this.people.show(userId);
    const options = await this.passkeys.registration({ id: userId, name, login: login ?? name }, party);
    const step = await this.steps.open('passkey-registration', userId, { challenge: options.challenge });
    return { options, step };
  }

  /** @throws SignInStepLost, PasskeyRefused */
  async addPasskey(
    admission: Admission,
    made: { readonly name: string; readonly response: RegistrationResponseJSON },
    step: string | null,
    party: RelyingParty,
  ): Promise<Renewed & { recoveryCodes: string[] | null }> {
    const { userId } = admission.principal;
    const open = await this.steps.take('passkey-registration', step);
    const challenge = open?.userId === userId ? open.data['challenge'] : null;
    if (!challenge) throw new SignInStepLost();
    return this.source.transaction(async (manager) => {
      const id = await this.passkeys.add(manager, userId, made.name, made.response, { challenge, party });
      return this.added(manager, admission, id);
    });
  }

  /** @throws FactorNotFound, FactorDemanded */
  async dropPasskey(admission: Admission, id: string): Promise<Renewed> {
    return this.source.transaction(async (manager) => {
      const { userId } = admission.principal;
      if ((await this.passkeys.drop(manager, userId, id)) === 0) throw new FactorNotFound();
      return this.removed(manager, admission, id);
    });
  }

  private async challengeOf(step: string | null): Promise<string> {
    const challenge = (await this.steps.take('passkey-sign-in', step))?.data['challenge'];
    if (!challenge) throw new SignInStepLost();
    return challenge;
  }

  private async added(manager: EntityManager, admission: Admission, factor: string) {
    const { userId } = admission.principal;
    const recoveryCodes = (await this.recovery.left(userId)) > 0 ? null : await this.recovery.renew(manager, userId);
    const events = [event('factor.added', userId, { person: userId, factor })] as const;
    return { ...(await this.renew(manager, admission, true, events)), recoveryCodes };
  }

  private async removed(manager: EntityManager, admission: Admission, factor: string): Promise<Renewed> {
    const { userId, role } = admission.principal;
    // Read within the transaction: what was just removed does not count.
    const [left] = await manager.query<{ count: number }[]>(
      `SELECT (SELECT count(*) FROM totp_factors WHERE user_id = $1 AND confirmed_at IS NOT NULL)::int
         + (SELECT count(*) FROM passkeys WHERE user_id = $1)::int AS count`,
      [userId],
    );
    if (left!.count === 0 && this.factors.demands(role)) throw new FactorDemanded();
    if (left!.count === 0) await this.recovery.drop(manager, userId);
    return this.renew(manager, admission, false, [event('factor.removed', userId, { person: userId, factor })]);
  }

  private async renew(
    manager: EntityManager,
    { principal, credentialId }: Admission,
    factor: boolean,
    events: readonly [LogEvent, ...LogEvent[]],
  ): Promise<Renewed> {
    const session = principal.via === 'session' ? await this.sessions.confirm(manager, credentialId, factor) : null;
    await this.log.append(events, manager);
    return { session };
  }
}

const idOf = ({ credentialId }: Admission) => ({ session: credentialId });
