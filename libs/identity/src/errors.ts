import type { Told } from '#contracts';
import { DetailedError, KnowledgeError } from '#knowledge';
import { LEAST_CHARACTERS, MOST_CHARACTERS, type Weakness } from './passwords/password-rules.js';

/** One sentence for everything that may be wrong, so that nobody learns who has an account. */
export class SignInRefused extends KnowledgeError {
  readonly code = 'auth.sign_in_refused';
  readonly kind = 'unauthenticated';
  constructor() {
    super(
      'This did not sign you in. Check what you typed; if it stays, ask an administrator for a link that sets a new password.',
    );
  }
}

/** The step was taken, ran out, or was begun in another browser; or the session that began it ended meanwhile. */
export class SignInStepLost extends KnowledgeError {
  readonly code = 'auth.step_lost';
  readonly kind = 'unauthenticated';
  constructor() {
    super('This sign-in was begun too long ago, or in another browser. Begin again.');
  }
}

/** Wrong or spent, of an app or a recovery code. A sign-in's step stays open, so that another try is possible. */
export class CodeRefused extends KnowledgeError {
  readonly code = 'auth.code_refused';
  readonly kind = 'unauthenticated';
  constructor() {
    super('The code is wrong, or was used already. Wait for the next one of your app, or use a recovery code.');
  }
}

/** The same within a session, which stays. */
export class ProofRefused extends KnowledgeError {
  readonly code = 'auth.proof_refused';
  readonly kind = 'forbidden';
  constructor() {
    super('The password or code is wrong, or the code was used already. Try again.');
  }
}

/** The session is good, but proved who it is too long ago for a change of who may do what. */
export class RecentSignInNeeded extends KnowledgeError {
  readonly code = 'auth.recent_sign_in_needed';
  readonly kind = 'forbidden';
  constructor() {
    super('Confirm that it is you first: with your password, a code or a passkey, or by signing in again.');
  }
}

/** What belongs to the person alone is not done by keys. */
export class SessionNeeded extends KnowledgeError {
  readonly code = 'auth.session_needed';
  readonly kind = 'forbidden';
  constructor() {
    super('Keys can not do this. Sign in to the portal.');
  }
}

/** The session is good for nothing but setting up the factor that its role asks for. */
export class SecondFactorNeeded extends KnowledgeError {
  readonly code = 'auth.second_factor_needed';
  readonly kind = 'forbidden';
  constructor() {
    super('Your role asks for a second factor. Set one up under "Account" first: an authenticator app or a passkey.');
  }
}

const WEAKNESSES: Readonly<Record<Weakness, string>> = {
  short: `A password has at least ${LEAST_CHARACTERS} characters. A few words in a row do well.`,
  long: `A password has at most ${MOST_CHARACTERS} characters.`,
  common: 'This password is made of words that are tried first. Choose another.',
  repetitive: 'This password is one character, piece or row of keys over and over. Choose another.',
  personal: 'This password is made of your own name or address. Choose another.',
};

const LIMITS: Readonly<Partial<Record<Weakness, number>>> = { short: LEAST_CHARACTERS, long: MOST_CHARACTERS };

/** When a password is set, never when one is checked. @param weakness The first that was found. */
export class PasswordTooWeak extends DetailedError<Told<'password.weak'>> {
  readonly code = 'password.weak';
  readonly kind = 'invalid';
  constructor(readonly weakness: Weakness) {
    const limit = LIMITS[weakness];
    super(WEAKNESSES[weakness], { weakness, ...(limit !== undefined && { limit }) });
  }
}

/** Too many passwords wait for their turn to be hashed; this one was not checked. */
export class TooBusyToHash extends KnowledgeError {
  readonly code = 'auth.busy';
  readonly kind = 'busy';
  override readonly retryable = true;
  override readonly retryAfterS = 10;
  constructor() {
    super('Many people sign in at this moment. Try again in 10 seconds.');
  }
}

/** An account has one authenticator app at most. */
export class FactorExists extends KnowledgeError {
  readonly code = 'factor.exists';
  readonly kind = 'conflict';
  constructor() {
    super('There is an authenticator app already. Remove it before you set up another.');
  }
}

/** Removed already, never begun, or somebody else's. */
export class FactorNotFound extends KnowledgeError {
  readonly code = 'factor.not_found';
  readonly kind = 'not-found';
  constructor() {
    super('There is no such factor, or it was not begun. Load the page again.');
  }
}

/** The last second factor of somebody whose role asks for one can't be removed. */
export class FactorDemanded extends KnowledgeError {
  readonly code = 'factor.demanded';
  readonly kind = 'conflict';
  constructor() {
    super('Your role asks for a second factor, and this is the only one. Set up another first.');
  }
}

/**
 * An authenticator's answer to another challenge, for another address, or with a wrong signature; the library's reason
 * is the cause.
 */
export class PasskeyRefused extends KnowledgeError {
  readonly code = 'passkey.refused';
  readonly kind = 'invalid';
  constructor(options?: ErrorOptions) {
    super('The passkey could not be checked. Begin again, with the same authenticator.', options);
  }
}

/** WebAuthn binds passkeys to a host name; at an IP address, or over plain http beyond localhost, there are none. */
export class PasskeysUnavailable extends KnowledgeError {
  readonly code = 'passkey.unavailable';
  readonly kind = 'conflict';
  constructor() {
    super('Passkeys need the portal under a host name, by https or as localhost. Set PUBLIC_URL to that address.');
  }
}

/**
 * The code, state, nonce, issuer or audience that came back is not what was asked for; somebody else may have begun it.
 */
export class ProviderRefused extends KnowledgeError {
  readonly code = 'provider.refused';
  readonly kind = 'unauthenticated';
  constructor(options?: ErrorOptions) {
    super(
      'What the identity provider sent back does not fit what was asked. Begin again; if it stays, check its settings.',
      options,
    );
  }
}

/** No answer from the provider, which may pass; or none is set up, which does not. */
export class ProviderUnavailable extends KnowledgeError {
  readonly code = 'provider.unavailable';
  readonly kind = 'unavailable';
  override readonly retryable = true;
  constructor(options?: ErrorOptions) {
    super('The identity provider does not answer, or none is set up (OIDC_ISSUER).', options);
  }
}

/** Where the settings do not let the provider add people, its people need an account and a link first. */
export class AccountMissing extends KnowledgeError {
  readonly code = 'provider.no_account';
  readonly kind = 'unauthenticated';
  constructor() {
    super(
      'The identity provider knows you, but no account here is linked to you. Sign in another way and link it under "Account", or ask an administrator.',
    );
  }
}

/** One identity at the provider is linked to one account, and never moved by linking it elsewhere. */
export class IdentityTaken extends KnowledgeError {
  readonly code = 'provider.identity_taken';
  readonly kind = 'conflict';
  constructor() {
    super('Who you are at the identity provider is linked to another account already.');
  }
}

/** Unlinked already, or somebody else's. */
export class IdentityNotFound extends KnowledgeError {
  readonly code = 'provider.identity_not_found';
  readonly kind = 'not-found';
  constructor() {
    super('There is no such link. Load the page again.');
  }
}

/** No mail is sent by this service. */
export class MailNotSetUp extends KnowledgeError {
  readonly code = 'auth.mail_not_set_up';
  readonly kind = 'conflict';
  constructor() {
    super('This service sends no links by mail. Ask an administrator for a one-time link.');
  }
}
