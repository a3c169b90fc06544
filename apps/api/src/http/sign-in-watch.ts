import { Injectable } from '@nestjs/common';
import { type Admission, Authenticator, NotSignedIn } from '#access';
import { AuditLog } from '#audit';
import { Clock, KnowledgeError, sha256Hex } from '#knowledge';
import type { Request } from 'express';
import { AttemptLimit } from './attempt-limit.js';
import { clientAddress } from './client-address.js';

const FAILED_SIGN_INS_A_MINUTE = 20;
/** What counts as a wrong guess, by its code; a step that was lost, or a service that is busy, is none. */
const FAILURES: ReadonlySet<string> = new Set([
  ...[
    'auth.link_invalid',
    'auth.sign_in_refused',
    'auth.code_refused',
    'auth.proof_refused',
    'passkey.refused',
    'provider.refused',
  ],
]);
const FAILED_SECRETS_A_MINUTE = 60;
/** Of all addresses together, so that a flood from many places can't fill the log either. */
const LOGGED_A_MINUTE = 20;
const ALL = 'all';

/** A secret that was good this lately is looked up in spite of a flood from its address. */
const REMEMBER_MS = 10 * 60_000;
const MOST_REMEMBERED = 5_000;

/** The doors that can be tried in vain. */
export type Door = 'key' | 'link' | 'password' | 'factor' | 'passkey' | 'provider';

/**
 * Stands at every door and slows down who guesses, by address and in this process alone; what is aimed at one account is
 * counted by `#identity`, for all processes.
 */
@Injectable()
export class SignInWatch {
  private readonly signIns: AttemptLimit;
  private readonly secrets: AttemptLimit;
  private readonly logged: AttemptLimit;
  /** Hash of a secret that was good → milliseconds since 1970 until when that is remembered. */
  private readonly good = new Map<string, number>();
  private unlogged = 0;

  constructor(
    private readonly authenticator: Authenticator,
    private readonly log: AuditLog,
    private readonly clock: Clock,
  ) {
    this.signIns = new AttemptLimit(clock, FAILED_SIGN_INS_A_MINUTE);
    this.secrets = new AttemptLimit(clock, FAILED_SECRETS_A_MINUTE);
    this.logged = new AttemptLimit(clock, LOGGED_A_MINUTE);
  }

  /**
   * The person behind a key or session. Failures of an address are counted; who sends a good secret all along is served
   * whatever else comes from there.
   * @throws NotSignedIn, TooManyAttempts
   */
  async admit(secret: string, request: Request): Promise<Admission> {
    const hash = sha256Hex(secret);
    const address = clientAddress(request);
    if (!this.isGood(hash)) this.secrets.check(address);
    try {
      const admission = await this.authenticator.admit(secret);
      this.remember(hash);
      return admission;
    } catch (error) {
      if (error instanceof NotSignedIn) {
        this.good.delete(hash);
        if (this.secrets.fail(address)) await this.note('key');
      }
      throw error;
    }
  }

  /** Try a way in. @throws TooManyAttempts without trying it, or whatever `work` throws. */
  async signIn<T>(request: Request, door: Exclude<Door, 'key'>, work: () => Promise<T>): Promise<T> {
    const end = this.signIns.attempt(clientAddress(request));
    let hasFailed = false;
    try {
      return await work();
    } catch (error) {
      hasFailed = error instanceof KnowledgeError && FAILURES.has(error.code);
      throw error;
    } finally {
      end(hasFailed);
      if (hasFailed) await this.note(door);
    }
  }

  /** One leaf a failure, up to a rate; the next one that is written tells how many were not. */
  private async note(via: Door): Promise<void> {
    if (this.logged.isSpent(ALL)) {
      this.unlogged += 1;
      return;
    }
    this.logged.fail(ALL);
    const { unlogged } = this;
    this.unlogged = 0;
    await this.log.append([{ kind: 'sign_in.failed', actor: 'unknown', subject: { via, unlogged } }]);
  }

  private isGood(hash: string): boolean {
    return (this.good.get(hash) ?? 0) > this.clock.now().getTime();
  }

  private remember(hash: string): void {
    this.good.delete(hash);
    if (this.good.size >= MOST_REMEMBERED) this.good.delete(this.good.keys().next().value!);
    this.good.set(hash, this.clock.now().getTime() + REMEMBER_MS);
  }
}
