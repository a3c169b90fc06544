import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { Clock } from '#knowledge';
import { DataSource, type EntityManager, IsNull, Not } from 'typeorm';
import { TotpFactorEntity } from '../entities/totp-factor.entity.js';
import { CodeRefused, FactorExists, FactorNotFound } from '../errors.js';
import { SecretBox } from '../secret-box.js';
import { SECRET_BYTES, enrolment, stepOf } from './totp-code.js';

const about = (userId: string): string => `totp:${userId}`;

/** Authenticator apps, one a person. */
@Injectable()
export class TotpFactors {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly box: SecretBox,
    private readonly clock: Clock,
  ) {}

  async has(userId: string): Promise<boolean> {
    return this.source.getRepository(TotpFactorEntity).existsBy({ userId, confirmedAt: Not(IsNull()) });
  }

  /** A new secret, in force once a code confirms it; it takes the place of one that never was. @throws FactorExists */
  async begin(userId: string, label: string): Promise<{ uri: string; secret: string }> {
    const secret = randomBytes(SECRET_BYTES);
    const sealed = await this.box.seal(secret, about(userId));
    const rows = await this.source.query<unknown[]>(
      `INSERT INTO totp_factors AS t (user_id, sealed_secret, created_at) VALUES ($1, $2, $3)
       ON CONFLICT (user_id) DO UPDATE SET sealed_secret = $2, created_at = $3, last_step = 0
       WHERE t.confirmed_at IS NULL RETURNING user_id`,
      [userId, sealed, this.clock.now()],
    );
    if (rows.length === 0) throw new FactorExists();
    return enrolment(secret, label);
  }

  /** Within the caller's transaction. @throws FactorNotFound, FactorExists, CodeRefused */
  async confirm(manager: EntityManager, userId: string, code: string): Promise<void> {
    const row = await manager.getRepository(TotpFactorEntity).findOneBy({ userId });
    if (!row) throw new FactorNotFound();
    if (row.confirmedAt) throw new FactorExists();
    if (!(await this.spend(manager, row, code))) throw new CodeRefused();
    await manager.getRepository(TotpFactorEntity).update({ userId }, { confirmedAt: this.clock.now() });
  }

  /** Whether a code is right and new; it is used up by that. Of two that bring the same code, one wins. */
  async accept(manager: EntityManager, userId: string, code: string): Promise<boolean> {
    const row = await manager.getRepository(TotpFactorEntity).findOneBy({ userId, confirmedAt: Not(IsNull()) });
    return row !== null && this.spend(manager, row, code);
  }

  /** @returns Whether there was one. */
  async drop(manager: EntityManager, userId: string): Promise<boolean> {
    return ((await manager.getRepository(TotpFactorEntity).delete({ userId })).affected ?? 0) > 0;
  }

  private async spend(
    manager: EntityManager,
    { userId, sealedSecret }: TotpFactorEntity,
    code: string,
  ): Promise<boolean> {
    const secret = await this.box.open(sealedSecret, about(userId), manager);
    const step = stepOf(secret, code, this.clock.now());
    if (step === null) return false;
    const [, changed] = await manager.query<[unknown[], number]>(
      `UPDATE totp_factors SET last_step = $2 WHERE user_id = $1 AND last_step < $2`,
      [userId, step],
    );
    return changed === 1;
  }
}
