import { Injectable } from '@nestjs/common';
import { Credentials } from '#access';
import type { LogEvent } from '#audit';
import type { EntityManager } from 'typeorm';
import { Passkeys } from './factors/passkeys.js';
import { RecoveryCodes } from './factors/recovery-codes.js';
import { TotpFactors } from './factors/totp-factors.js';
import { event } from './log-event.js';
import { Passwords } from './passwords/passwords.js';
import { KnownBrowsers } from './sign-in/known-browsers.js';
import { SignInSteps } from './sign-in/sign-in-steps.js';

/** Somebody lost what they sign in with: an administrator takes it away, so that a link lets them set up anew. */
@Injectable()
export class ResetAccount {
  constructor(
    private readonly credentials: Credentials,
    private readonly passwords: Passwords,
    private readonly totp: TotpFactors,
    private readonly recovery: RecoveryCodes,
    private readonly passkeys: Passkeys,
    private readonly browsers: KnownBrowsers,
    private readonly steps: SignInSteps,
  ) {}

  /**
   * Drop the password and, where asked for, every second factor; their sessions end at once. Within the caller's transaction.
   * @returns What is to be entered into the log.
   */
  async run(
    manager: EntityManager,
    actor: string,
    userId: string,
    alsoFactors: boolean,
  ): Promise<[LogEvent, ...LogEvent[]]> {
    await this.passwords.drop(manager, userId);
    await this.browsers.forgetAll(manager, userId);
    await this.steps.drop(manager, userId);
    if (alsoFactors) {
      await this.totp.drop(manager, userId);
      await this.passkeys.drop(manager, userId, null);
      await this.recovery.drop(manager, userId);
    }
    const ended = await this.credentials.endSessions(manager, userId, null);
    return [
      event('person.reset', actor, { person: userId, factors: alsoFactors }),
      ...ended.map((session) => event('session.revoked', actor, { session, for: userId })),
    ];
  }
}
