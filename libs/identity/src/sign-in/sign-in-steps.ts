import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { Clock, sha256Hex } from '#knowledge';
import { DataSource, type EntityManager } from 'typeorm';
import type { StepKind } from '../entities/sign-in-step.entity.js';

/** What has begun has to be finished within so long. */
export const STEP_LIFE_MS = 10 * 60_000;

/** What was begun, and by whom; `userId` is null while that is not known yet. */
export interface OpenStep {
  readonly userId: string | null;
  readonly data: Readonly<Record<string, string | null>>;
}

/** What waits for its next step, held by the browser as a secret of one use. */
@Injectable()
export class SignInSteps {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly clock: Clock,
  ) {}

  /** @returns The secret. */
  async open(
    kind: StepKind,
    userId: string | null,
    data: OpenStep['data'],
    manager: EntityManager = this.source.manager,
  ): Promise<string> {
    const secret = randomBytes(32).toString('base64url');
    const now = this.clock.now();
    await manager.query(`DELETE FROM sign_in_steps WHERE expires_at <= $1`, [now]);
    await manager.query(
      `INSERT INTO sign_in_steps (secret_sha256, kind, user_id, data, expires_at) VALUES ($1, $2, $3, $4, $5)`,
      [sha256Hex(secret), kind, userId, JSON.stringify(data), new Date(now.getTime() + STEP_LIFE_MS)],
    );
    return secret;
  }

  /** What somebody has begun is not finished any more. */
  async drop(manager: EntityManager, userId: string): Promise<void> {
    await manager.query(`DELETE FROM sign_in_steps WHERE user_id = $1`, [userId]);
  }

  /** Look at a step that stays open; null when there is none. */
  async look(kind: StepKind, secret: string | null): Promise<OpenStep | null> {
    if (!secret) return null;
    const [row] = await this.source.query<OpenStep[]>(
      `SELECT user_id AS "userId", data FROM sign_in_steps WHERE secret_sha256 = $1 AND kind = $2 AND expires_at > $3`,
      [sha256Hex(secret), kind, this.clock.now()],
    );
    return row ?? null;
  }

  /** Take a step: of several at once, one gets it. */
  async take(
    kind: StepKind,
    secret: string | null,
    manager: EntityManager = this.source.manager,
  ): Promise<OpenStep | null> {
    if (!secret) return null;
    const [rows] = await manager.query<[OpenStep[], number]>(
      `DELETE FROM sign_in_steps WHERE secret_sha256 = $1 AND kind = $2 AND expires_at > $3
       RETURNING user_id AS "userId", data`,
      [sha256Hex(secret), kind, this.clock.now()],
    );
    return rows[0] ?? null;
  }
}
