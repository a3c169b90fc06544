import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { Clock, sha256Hex } from '#knowledge';
import { DataSource, type EntityManager } from 'typeorm';
import { RecoveryCodeEntity } from '../entities/recovery-code.entity.js';

const COUNT = 10;
/** Without letters that are taken for one another or for digits (Crockford). 16 of them hold 80 bits. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const LENGTH = 16;

/** What a person typed, as it was shown: without spaces and dashes, and with the letters that they took for digits put right. */
export const normalCode = (typed: string): string =>
  typed.toLowerCase().replace(/[\s-]/g, '').replace(/o/g, '0').replace(/[il]/g, '1');

const newCode = (): string => [...randomBytes(LENGTH)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
const shown = (code: string): string => code.match(/.{4}/g)!.join('-');

/** Codes for the day on which the second factor is lost. */
@Injectable()
export class RecoveryCodes {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly clock: Clock,
  ) {}

  left(userId: string): Promise<number> {
    return this.source
      .getRepository(RecoveryCodeEntity)
      .createQueryBuilder('c')
      .where('c.user_id = :userId AND c.used_at IS NULL', { userId })
      .getCount();
  }

  /** New ones in the place of all older ones. @returns Shown once; only their hashes are kept. */
  async renew(manager: EntityManager, userId: string): Promise<string[]> {
    const codes = Array.from({ length: COUNT }, newCode);
    const createdAt = this.clock.now();
    await this.drop(manager, userId);
    await manager
      .getRepository(RecoveryCodeEntity)
      .insert(codes.map((code) => ({ codeSha256: sha256Hex(code), userId, createdAt, usedAt: null })));
    return codes.map(shown);
  }

  /** Whether it is one of theirs and unused; it is used up by that. */
  async accept(manager: EntityManager, userId: string, typed: string): Promise<boolean> {
    const [, changed] = await manager.query<[unknown[], number]>(
      `UPDATE recovery_codes SET used_at = $3 WHERE code_sha256 = $1 AND user_id = $2 AND used_at IS NULL`,
      [sha256Hex(normalCode(typed)), userId, this.clock.now()],
    );
    return changed === 1;
  }

  async drop(manager: EntityManager, userId: string): Promise<void> {
    await manager.getRepository(RecoveryCodeEntity).delete({ userId });
  }
}
