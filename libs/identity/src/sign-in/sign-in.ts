import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import {
  Authenticator,
  NotSignedIn,
  People,
  type SessionPlan,
  type SignInMethod,
  Sessions,
  type StartedSession,
  normalLogin,
} from '#access';
import { AuditLog } from '#audit';
import { sha256Hex } from '#knowledge';
import type { AuthenticationResponseJSON, PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import { DataSource, type EntityManager } from 'typeorm';
import { CodeRefused, SignInRefused, SignInStepLost } from '../errors.js';
import { Factors } from '../factors/factors.js';
import { Passkeys, type RelyingParty } from '../factors/passkeys.js';
import { Passwords } from '../passwords/passwords.js';
import { event } from '../log-event.js';
import { KnownBrowsers } from './known-browsers.js';
import { SignInAttempts } from './sign-in-attempts.js';
import { SignInSteps } from './sign-in-steps.js';

/** From where somebody signs in. */
export interface SignInPlace {
  /** Address or network that attempts are counted by. */
  readonly address: string;
  /** Browser and system, for the list of sessions. */
  readonly device: string | null;
  /** Secret of the session that the browser holds until now. */
  readonly previous: string | null;
  /** Secret by which the browser is known from before. */
  readonly browser: string | null;
}

/**
 * Either a session that stands, or a step that a second proof has to finish; `browser` is a new secret to be known by,
 * null where none is needed.
 */
export type SignInOutcome =
  | { readonly kind: 'session'; readonly started: StartedSession; readonly browser: string | null }
  | {
      readonly kind: 'second-factor';
      /** Secret of the step, for the browser to bring back. */
      readonly step: string;
      readonly ways: { readonly code: boolean; readonly passkey: PublicKeyCredentialRequestOptionsJSON | null };
    };

/** The second proof: six digits of an app or a recovery code, or the answer of an authenticator. */
export type SecondProof = { readonly code: string } | { readonly passkey: AuthenticationResponseJSON };

/** Every way in but that by an identity provider. */
@Injectable()
export class SignIn {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly authenticator: Authenticator,
    private readonly sessions: Sessions,
    private readonly people: People,
    private readonly passwords: Passwords,
    private readonly factors: Factors,
    private readonly passkeys: Passkeys,
    private readonly attempts: SignInAttempts,
    private readonly browsers: KnownBrowsers,
    private readonly steps: SignInSteps,
    private readonly log: AuditLog,
  ) {}

  /** @throws SignInRefused, TooManyAttempts, TooBusyToHash; for accounts that exist or not alike. */
  async withPassword(
    given: { readonly login: string; readonly password: string },
    party: RelyingParty | null,
    place: SignInPlace,
  ): Promise<SignInOutcome> {
    const login = normalLogin(given.login);
    const person = await this.people.findByLogin(login);
    const known = person && (await this.browsers.find(person.id, place.browser));
    const account = sha256Hex(login);
    const [kind, aimedAt] = known ? (['browser', `${account}:${known}`] as const) : (['account', account] as const);
    await this.attempts.begin('address', place.address);
    await this.attempts.begin(kind, aimedAt);
    const isRight = await this.passwords.check(person?.id ?? null, given.password).catch(async (error: unknown) => {
      // Nothing was looked at: whoever comes again, as they were told to, has failed at nothing.
      await this.attempts.takeBack('address', place.address);
      await this.attempts.takeBack(kind, aimedAt);
      throw error;
    });
    if (!isRight || !person) throw new SignInRefused();
    await this.attempts.takeBack('address', place.address);
    await this.attempts.forgive(kind, aimedAt);
    return this.source.transaction((manager) => this.proceed(manager, person.id, 'password', party, place));
  }

  /** @throws SignInLinkInvalid */
  withLink(link: string, party: RelyingParty | null, place: SignInPlace): Promise<SignInOutcome> {
    return this.source.transaction(async (manager) => {
      const { userId } = await this.authenticator.spendLink(manager, link);
      return this.proceed(manager, userId, 'link', party, place);
    });
  }

  /** @throws SignInStepLost, CodeRefused, PasskeyRefused, TooManyAttempts */
  async withSecondFactor(
    step: string | null,
    proof: SecondProof,
    party: RelyingParty | null,
    place: SignInPlace,
  ): Promise<SignInOutcome> {
    const open = await this.steps.look('second-factor', step);
    if (!open?.userId) throw new SignInStepLost();
    const { userId } = open;
    await this.attempts.begin('factor', userId);
    const outcome = await this.source.transaction(async (manager) => {
      if (!(await this.steps.take('second-factor', step, manager))) throw new SignInStepLost();
      // A refusal rolls back, so that the step stays open for another try.
      const expected = { challenge: open.data['challenge'] ?? null, party };
      if (!(await this.factors.accept(manager, userId, proof, expected))) throw new CodeRefused();
      const method = open.data['method'] === 'link' ? 'link+factor' : 'password+factor';
      return this.enter(manager, userId, method, place);
    });
    await this.attempts.forgive('factor', userId);
    return outcome;
  }

  /**
   * What to ask an authenticator for: any passkey that it has for this place. Nobody's are named to who has proved nothing yet.
   * @returns It, and the secret of the step.
   */
  async askForPasskey(party: RelyingParty): Promise<{ options: PublicKeyCredentialRequestOptionsJSON; step: string }> {
    const options = await this.passkeys.request(party, null);
    const step = await this.steps.open('passkey-sign-in', null, { challenge: options.challenge });
    return { options, step };
  }

  /** @throws SignInStepLost, PasskeyRefused, SignInRefused for who may not sign in any more. */
  async withPasskey(
    step: string | null,
    response: AuthenticationResponseJSON,
    party: RelyingParty,
    place: SignInPlace,
  ): Promise<SignInOutcome> {
    const challenge = (await this.steps.take('passkey-sign-in', step))?.data['challenge'];
    if (!challenge) throw new SignInStepLost();
    return this.source.transaction(async (manager) => {
      const { userId } = await this.passkeys.accept(manager, response, { challenge, party });
      return this.enter(manager, userId, 'passkey', place);
    });
  }

  /** A first proof was good: a session, or the question for a second one where the person has any. */
  private async proceed(
    manager: EntityManager,
    userId: string,
    method: 'password' | 'link',
    party: RelyingParty | null,
    place: SignInPlace,
  ): Promise<SignInOutcome> {
    const { isAsked, code, passkeys } = await this.factors.waysOf(userId);
    if (!isAsked) return this.enter(manager, userId, method, place);
    const passkey = passkeys > 0 && party ? await this.passkeys.request(party, userId) : null;
    const data = { method, challenge: passkey?.challenge ?? null };
    const step = await this.steps.open('second-factor', userId, data, manager);
    return { kind: 'second-factor', step, ways: { code, passkey } };
  }

  /**
   * A session for somebody who has proved who they are, within the caller's transaction.
   * @throws SignInRefused for who may not sign in any more.
   */
  async enter(
    manager: EntityManager,
    userId: string,
    method: SignInMethod,
    place: SignInPlace,
  ): Promise<SignInOutcome> {
    const isPassword = method === 'password' || method === 'password+factor';
    const browser = isPassword ? await this.browsers.remember(manager, userId, place.browser) : null;
    const lacksFactor =
      (method === 'password' || method === 'link') && (await this.factors.isDemanded(manager, userId));
    const plan: SessionPlan = { method, lacksFactor, device: place.device, previous: place.previous };
    const started = await this.sessions
      .start(manager, userId, plan)
      .catch((error: unknown) => Promise.reject(error instanceof NotSignedIn ? new SignInRefused() : error));
    const { session, ended } = started;
    const replaced = ended ? [event('session.ended', userId, { session: ended })] : [];
    await this.log.append([event('session.started', userId, { session: session.id, method }), ...replaced], manager);
    return { kind: 'session', started, browser };
  }
}
