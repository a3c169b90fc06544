import { randomBytes } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { People } from '#access';
import { AuditLog, type LogEvent } from '#audit';
import { EraseConversations } from '#conversations';
import { type ErasableRecord, EraseDecisions, EraseFeedback, EraseRecords, indexPrecedents } from '#decisions';
import { forgetAccount } from '#identity';
import { purgeIndex, syncValidity } from '#ingestion';
import { JobQueues } from '#jobs';
import { Clock, canonicalJson, sha256Hex } from '#knowledge';
import { BlobStore, EraseDocument, Holds, blobItemOf } from '#library';
import { forgetSearches } from '#saved-searches';
import { Vault } from '#vault';
import { DataSource, type EntityManager } from 'typeorm';
import { ErasureEntity } from './erasure.entity.js';
import { type ErasureCertificate, type ErasurePlan, planSha256 } from './erasure-plan.js';
import { ErasurePlanChanged } from './errors.js';
import { PlanErasure } from './plan-erasure.js';

/** Erases what a noted erasure says: all of it in one transaction, with its log entries last; files and index rows follow. */
@Injectable()
export class CarryOutErasure {
  private readonly logger = new Logger(CarryOutErasure.name);

  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly planning: PlanErasure,
    private readonly documents: EraseDocument,
    private readonly records: EraseRecords,
    private readonly decisions: EraseDecisions,
    private readonly feedback: EraseFeedback,
    private readonly conversations: EraseConversations,
    private readonly people: People,
    private readonly holds: Holds,
    private readonly vault: Vault,
    private readonly blobs: BlobStore,
    private readonly queues: JobQueues,
    private readonly log: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * @param erasure As noted; a new one is written.
   * @param expired Records to erase, for `records`.
   * @throws HoldInPlace, ErasurePlanChanged, LastAdministrator
   */
  async run(erasure: ErasureEntity, approvedBy: string | null, expired: readonly ErasableRecord[] = []): Promise<void> {
    const { orphans, takesDecisions } = await this.source.transaction(async (manager) => {
      const plan = await this.planning.of(erasure, expired, manager);
      if (planSha256(plan) !== erasure.planSha256) throw new ErasurePlanChanged();
      await manager.upsert(ErasureEntity, erasure, ['id']);
      const at = this.clock.now();
      const erased = await this.erase(manager, erasure, plan, expired, at);
      await this.vault.destroy(manager, erased.orphans.map(blobItemOf));
      await this.certify(manager, erasure, plan, approvedBy, at, erased.events);
      return { orphans: erased.orphans, takesDecisions: plan.decisions !== undefined };
    });
    for (const sha256 of orphans)
      await this.blobs.remove(sha256).catch((error: unknown) => this.logger.error(error, `file of ${erasure.id}`));
    if (takesDecisions) await this.queues.offer(indexPrecedents, [{}]);
    if (erasure.kind !== 'document') return;
    await this.queues.offer(syncValidity, [{ cause: erasure.id }]);
    await this.queues.offer(purgeIndex, [{}]);
  }

  private async erase(
    manager: EntityManager,
    erasure: ErasureEntity,
    { records }: ErasurePlan,
    expired: readonly ErasableRecord[],
    at: Date,
  ): Promise<{ orphans: string[]; events: LogEvent[] }> {
    const { id, kind, subject } = erasure;
    // First, while the records still tell which decisions rest on a document.
    const decided = await this.decisions.run(manager, await this.planning.decisionsOf(erasure, manager), id);
    const orphans = kind === 'document' ? await this.documents.run(manager, subject, id, at) : [];
    if (kind === 'person') await this.forgetPerson(manager, subject, id, at);
    const ids = new Set(records.map((record) => record.id));
    const found = kind === 'records' ? expired : await this.planning.recordsOf(kind, subject, manager);
    const erased = found.filter((record) => ids.has(record.id));
    const events = await this.records.run(manager, erased, id);
    await this.records.forgetPromoted(manager, [...ids]);
    await this.conversations.forgetRecords(manager, [...ids]);
    return { orphans, events: [...decided, ...events] };
  }

  private async forgetPerson(manager: EntityManager, userId: string, certificate: string, at: Date): Promise<void> {
    await this.holds.refusePerson(manager, userId);
    await this.feedback.by(manager, userId, certificate);
    await this.decisions.forgetName(manager, userId);
    await this.conversations.forgetOwner(manager, userId, at);
    await this.people.erase(manager, userId);
    await forgetAccount(manager, userId);
    await forgetSearches(manager, userId);
  }

  private async certify(
    manager: EntityManager,
    { id, kind, subject, cause, reason, requestedBy }: ErasureEntity,
    plan: ErasurePlan,
    approvedBy: string | null,
    at: Date,
    events: readonly LogEvent[],
  ): Promise<void> {
    const body: ErasureCertificate = {
      ...plan,
      ...{
        format: 'chancery-erasure/1',
        id,
        salt: randomBytes(32).toString('hex'),
        cause,
        reason,
        requestedBy,
        approvedBy,
      },
      at: at.toISOString(),
    };
    const certificate = canonicalJson(body);
    const about = kind === 'records' ? {} : { [kind]: subject };
    const receipt = await this.log.append(
      [
        ...(events as [LogEvent, ...LogEvent[]]),
        {
          // Each decision that goes has an entry `decision.erased` of its own.
          kind: kind === 'decision' ? 'decisions.erased' : `${kind}.erased`,
          actor: approvedBy ?? requestedBy,
          subject: { certificate: id, sha256: sha256Hex(certificate), ...about },
        },
      ],
      manager,
    );
    await manager.update(
      ErasureEntity,
      { id },
      { state: 'done', approvedBy, doneAt: at, certificate, logIndex: receipt.index },
    );
  }
}
