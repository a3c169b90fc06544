import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { Holds } from '#library';
import { Vault } from '#vault';
import { DataSource, type EntityManager } from 'typeorm';
import { feedbackItem } from './feedback/feedback-seals.js';

/** Makes what people said of answers unreadable for ever. Verdicts stay, as numbers that nobody is named with. */
@Injectable()
export class EraseFeedback {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly vault: Vault,
    private readonly holds: Holds,
  ) {}

  /** How much one person said. */
  async countOf(userId: string): Promise<number> {
    const [row] = await this.source.query<{ n: number }[]>(
      `SELECT count(*)::int AS n FROM record_feedback WHERE given_by = $1 AND erased_by IS NULL`,
      [userId],
    );
    return row!.n;
  }

  /** All that was said of these answers: it quotes them. @throws HoldInPlace when a hold covers somebody who said something. */
  onRecords(manager: EntityManager, recordIds: readonly string[], certificate: string): Promise<void> {
    return this.run(manager, 'f.record_id = ANY($1::uuid[])', recordIds, certificate);
  }

  /** All that a person said of anybody's answers. @throws HoldInPlace when a hold covers them, or an answer that they spoke of. */
  by(manager: EntityManager, userId: string, certificate: string): Promise<void> {
    return this.run(manager, 'f.given_by = ANY($1::uuid[])', [userId], certificate);
  }

  private async run(manager: EntityManager, where: string, ids: readonly string[], certificate: string): Promise<void> {
    const found = await manager.query<Said[]>(
      `SELECT f.id, f.given_by AS "givenBy", a.asked_by AS "askedBy", a.matter
       FROM record_feedback f JOIN answer_records a ON a.id = f.record_id WHERE f.erased_by IS NULL AND ${where} FOR UPDATE OF f`,
      [ids],
    );
    if (found.length === 0) return;
    const held = found.flatMap(({ givenBy, askedBy, matter }) => [
      { askedBy, matter },
      { askedBy: givenBy, matter },
    ]);
    await this.holds.refuseRecords(manager, held);
    const said = found.map(({ id }) => id);
    await this.vault.destroy(manager, said.map(feedbackItem));
    await manager.query(
      `UPDATE record_feedback SET comment = '', given_by_name = '', sealed = NULL, right_source = NULL, erased_by = $1
       WHERE id = ANY($2::uuid[])`,
      [certificate, said],
    );
  }
}

interface Said {
  readonly id: string;
  readonly givenBy: string;
  readonly askedBy: string;
  readonly matter: string | null;
}
