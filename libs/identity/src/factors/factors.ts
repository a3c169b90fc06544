import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Role } from '#knowledge';
import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import { DataSource, type EntityManager } from 'typeorm';
import { PasskeyRefused } from '../errors.js';
import { Passkeys, type RelyingParty } from './passkeys.js';
import { RecoveryCodes } from './recovery-codes.js';
import { TotpFactors } from './totp-factors.js';

/** Roles whose people need a second factor. */
export class DemandedFactors {
  constructor(readonly roles: readonly Role[]) {}
}

/** Which second proofs one person can give, and whether one is asked for. */
export interface FactorWays {
  /** Somebody with any factor of their own is asked for one, whatever their role. */
  readonly isAsked: boolean;
  /** An app or a recovery code. */
  readonly code: boolean;
  readonly app: boolean;
  readonly recoveryCodes: number;
  readonly passkeys: number;
}

type Proof = { readonly code: string } | { readonly passkey: AuthenticationResponseJSON };

/** A person's second factors, taken together. */
@Injectable()
export class Factors {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly totp: TotpFactors,
    private readonly recovery: RecoveryCodes,
    private readonly passkeys: Passkeys,
    private readonly demanded: DemandedFactors,
  ) {}

  async waysOf(userId: string): Promise<FactorWays> {
    const app = await this.totp.has(userId);
    const passkeys = (await this.passkeys.list(userId)).length;
    const recoveryCodes = await this.recovery.left(userId);
    return { isAsked: app || passkeys > 0, code: app || recoveryCodes > 0, app, recoveryCodes, passkeys };
  }

  /** Which of these people have a factor. */
  async whoHasAny(userIds: readonly string[]): Promise<Set<string>> {
    const rows = await this.source.query<{ id: string }[]>(
      `SELECT user_id AS id FROM totp_factors WHERE confirmed_at IS NOT NULL AND user_id = ANY($1::uuid[])
       UNION SELECT user_id FROM passkeys WHERE user_id = ANY($1::uuid[])`,
      [userIds],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** Whether the person's role demands a factor and they have none. */
  async isDemanded(manager: EntityManager, userId: string): Promise<boolean> {
    const [row] = await manager.query<{ role: Role }[]>(`SELECT role FROM users WHERE id = $1`, [userId]);
    if (!row || !this.demanded.roles.includes(row.role)) return false;
    return !(await this.whoHasAny([userId])).has(userId);
  }

  /** Somebody's role is another now: their sessions are held to what it demands. */
  async hold(manager: EntityManager, userId: string): Promise<void> {
    const lacks = await this.isDemanded(manager, userId);
    await manager.query(
      `UPDATE credentials SET lacks_factor = $2 AND coalesce(method NOT IN ('passkey', 'oidc'), true)
       WHERE user_id = $1 AND kind = 'session'`,
      [userId, lacks],
    );
  }

  /** Whether the role demands a factor at all. */
  demands(role: Role): boolean {
    return this.demanded.roles.includes(role);
  }

  /**
   * Whether a proof is good; it is used up by that, within the caller's transaction.
   * @throws PasskeyRefused
   */
  async accept(
    manager: EntityManager,
    userId: string,
    proof: Proof,
    expected: { readonly challenge: string | null; readonly party: RelyingParty | null },
  ): Promise<boolean> {
    if ('code' in proof) {
      const code = proof.code.replace(/\s/g, '');
      return /^\d{6}$/.test(code)
        ? this.totp.accept(manager, userId, code)
        : this.recovery.accept(manager, userId, proof.code);
    }
    const { challenge, party } = expected;
    if (!challenge || !party) throw new PasskeyRefused();
    const found = await this.passkeys.accept(manager, proof.passkey, { challenge, party });
    return found.userId === userId;
  }
}
