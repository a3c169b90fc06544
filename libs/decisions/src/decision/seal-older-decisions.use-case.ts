import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AuditLog } from '#audit';
import { inBatches } from '#database';
import { DataSource, type EntityManager, IsNull, Not } from 'typeorm';
import { DecisionEntity } from './decision.entity.js';
import { DecisionSeals, linkPart, stepPart } from './decision-seals.js';
import { DecisionStepEntity } from './decision-step.entity.js';

const BATCH = 20;
const IN_CLEAR = `SELECT id FROM decisions WHERE content IS NOT NULL
  UNION SELECT decision_id FROM decision_steps WHERE body IS NOT NULL
  UNION SELECT from_decision FROM decision_link_steps WHERE body IS NOT NULL`;

/**
 * Encrypts decisions from before they were, a batch at a time: all texts of a decision at once. What was hashed stays what it
 * was, so the log verifies before and after. Safe to run twice, side by side and again after a crash.
 */
@Injectable()
export class SealOlderDecisions {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly seals: DecisionSeals,
    private readonly log: AuditLog,
  ) {}

  /** Decisions of which something still stands in clear. */
  async pending(): Promise<number> {
    if (!this.seals.isSealing) return 0;
    const [row] = await this.source.query<{ n: number }[]>(`SELECT count(*)::int AS n FROM (${IN_CLEAR}) clear`);
    return row!.n;
  }

  /** Cheaper than {@link pending}. */
  async isPending(): Promise<boolean> {
    if (!this.seals.isSealing) return false;
    const [row] = await this.source.query<unknown[]>(`SELECT 1 FROM (${IN_CLEAR}) clear LIMIT 1`);
    return row !== undefined;
  }

  /** @returns How many were encrypted, until there were no more or the signal said so. */
  async run(signal: AbortSignal): Promise<number> {
    return this.seals.isSealing ? inBatches(this.source, signal, (manager) => this.sealBatch(manager)) : 0;
  }

  private async sealBatch(manager: EntityManager): Promise<number> {
    // Another worker's batch is its own, and who takes a step is waited for at the next run.
    const rows = await manager.query<{ id: string }[]>(
      `SELECT id FROM decisions WHERE id IN (${IN_CLEAR}) ORDER BY id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`,
    );
    for (const { id } of rows) await this.sealDecision(manager, id);
    if (rows.length > 0)
      await this.log.append(
        [{ kind: 'vault.decisions_sealed', actor: 'system', subject: { decisions: rows.length } }],
        manager,
      );
    return rows.length;
  }

  private async sealDecision(manager: EntityManager, id: string): Promise<void> {
    const key = await this.seals.keyOf(manager, id);
    const row = await manager.findOneBy(DecisionEntity, { id, content: Not(IsNull()) });
    const texts = row && (await this.seals.openHeads([row], manager)).get(id);
    if (texts) await manager.update(DecisionEntity, { id }, this.seals.closeHead(id, texts, key));
    const steps = await manager.findBy(DecisionStepEntity, { decisionId: id, body: Not(IsNull()) });
    for (const { version, body } of steps)
      await manager.update(
        DecisionStepEntity,
        { decisionId: id, version },
        this.seals.closeBody({ decision: id, part: stepPart(version), body: body! }, key),
      );
    await this.sealLinks(manager, id, key);
  }

  /** Their table belongs to `memory`, which looks at decisions from outside. */
  private async sealLinks(manager: EntityManager, decision: string, key: Buffer | null): Promise<void> {
    const links = await manager.query<{ link: string; version: number; body: string }[]>(
      `SELECT link_id AS link, version, body FROM decision_link_steps WHERE from_decision = $1 AND body IS NOT NULL`,
      [decision],
    );
    for (const { link, version, body } of links) {
      const { sealedBody } = this.seals.closeBody({ decision, part: linkPart(link, version), body }, key);
      await manager.query(
        `UPDATE decision_link_steps SET body = NULL, sealed_body = $3 WHERE link_id = $1 AND version = $2`,
        [link, version, sealedBody],
      );
    }
  }
}
