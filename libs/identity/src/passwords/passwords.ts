import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { Clock } from '#knowledge';
import { DataSource, type EntityManager } from 'typeorm';
import { PasswordEntity } from '../entities/password.entity.js';
import { PasswordTooWeak } from '../errors.js';
import { hashPassword, isOutdated, isPassword } from './password-hash.js';
import { weaknessOf } from './password-rules.js';

/** Of nobody: compared with where there is no password, so that an answer takes as long. */
let nobodys: Promise<string> | null = null;
const hashOfNobody = (): Promise<string> =>
  (nobodys ??= hashPassword(randomBytes(24).toString('hex')).catch((error: unknown) => {
    nobodys = null;
    throw error;
  }));

/** People's passwords. */
@Injectable()
export class Passwords {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Whether it is this person's; as slow for nobody (null) and for who has none. A right one is hashed anew where its hash is old. */
  async check(userId: string | null, password: string): Promise<boolean> {
    const row = userId && (await this.source.getRepository(PasswordEntity).findOneBy({ userId }));
    if (!row) {
      await isPassword(password, await hashOfNobody());
      return false;
    }
    const isRight = await isPassword(password, row.hash);
    if (isRight && isOutdated(row.hash)) await this.renew(row, password);
    return isRight;
  }

  /** When it was set; null: there is none. */
  async changedAt(userId: string): Promise<Date | null> {
    return (await this.source.getRepository(PasswordEntity).findOneBy({ userId }))?.changedAt ?? null;
  }

  /**
   * What is to be stored for a new password. Slow, so outside of transactions.
   * @param about Words that belong to the person.
   * @throws PasswordTooWeak
   */
  async hash(password: string, about: readonly string[]): Promise<string> {
    const weakness = weaknessOf(password, about);
    if (weakness) throw new PasswordTooWeak(weakness);
    return hashPassword(password);
  }

  /** Within the caller's transaction. @param hash From {@link hash}. */
  async set(manager: EntityManager, userId: string, hash: string): Promise<void> {
    await manager.getRepository(PasswordEntity).upsert({ userId, hash, changedAt: this.clock.now() }, ['userId']);
  }

  /** @returns Whether there was one. */
  async drop(manager: EntityManager, userId: string): Promise<boolean> {
    return ((await manager.getRepository(PasswordEntity).delete({ userId })).affected ?? 0) > 0;
  }

  private async renew({ userId, hash }: PasswordEntity, password: string): Promise<void> {
    const fresh = await hashPassword(password);
    // Only over the hash that was checked: it may have been changed meanwhile.
    await this.source.getRepository(PasswordEntity).update({ userId, hash }, { hash: fresh });
  }
}
