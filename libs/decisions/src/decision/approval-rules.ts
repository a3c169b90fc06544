import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AccessPolicy } from '#access';
import { AuditLog } from '#audit';
import { Clock, type Principal } from '#knowledge';
import { type Collection, CollectionRepository, DocumentRepository } from '#library';
import { DataSource, In, MoreThan } from 'typeorm';
import type { ApprovalRule } from './decision.js';
import { DecisionRuleEntity } from './decision-rule.entity.js';

/** What the service's settings ask of every decision. */
export abstract class DecisionDefaults {
  /** Approvals by people who neither own nor proposed it. */
  abstract readonly approvals: number;
}

/** How many approvals decisions need, by what their answers rest on. */
@Injectable()
export class ApprovalRules {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly access: AccessPolicy,
    private readonly collections: CollectionRepository,
    private readonly documents: DocumentRepository,
    private readonly defaults: DecisionDefaults,
    private readonly log: AuditLog,
    private readonly clock: Clock,
  ) {}

  private get rows() {
    return this.source.getRepository(DecisionRuleEntity);
  }

  /** The strictest rule of the service and of the collections behind these answers. */
  async inForce(recordIds: readonly string[]): Promise<ApprovalRule> {
    const behind = await this.source.query<{ id: string }[]>(
      `SELECT DISTINCT document_id AS id FROM relied_on WHERE holder_id = ANY($1::uuid[])`,
      [recordIds],
    );
    const collections = await this.documents.collectionsHolding(behind.map(({ id }) => id));
    const rules = await this.rows.findBy({ collectionId: In(collections), approvals: MoreThan(0) });
    const approvals = Math.max(this.defaults.approvals, ...rules.map((rule) => rule.approvals));
    const strictest = rules.filter((rule) => rule.approvals === approvals).map(({ collectionId }) => collectionId);
    const isService = approvals > 0 && this.defaults.approvals === approvals;
    return { approvals, from: [...(isService ? ['service'] : []), ...strictest.sort()] };
  }

  /** Rules of collections in sight, by name. */
  async list(principal: Principal): Promise<{ collection: Collection; approvals: number }[]> {
    const seen = await this.collections.list(await this.access.visibilityOf(principal));
    const rules = new Map((await this.rows.find()).map(({ collectionId, approvals }) => [collectionId, approvals]));
    return seen
      .map((collection) => ({ collection, approvals: rules.get(collection.id) ?? 0 }))
      .filter(({ approvals }) => approvals > 0);
  }

  /** For proposals from now on. @throws NotAllowed, CollectionNotFound, LogUnwritable */
  async set(principal: Principal, nameOrId: string, approvals: number): Promise<void> {
    this.access.require(principal, 'set rules for decisions');
    const [collection] = await this.collections.resolve(await this.access.visibilityOf(principal), [nameOrId]);
    const { id } = collection!;
    await this.source.transaction(async (manager) => {
      const row = { collectionId: id, approvals, changedAt: this.clock.now() };
      await manager.upsert(DecisionRuleEntity, row, ['collectionId']);
      const subject = { collection: id, approvals };
      await this.log.append([{ kind: 'decision_rule.changed', actor: principal.userId, subject }], manager);
    });
  }
}
