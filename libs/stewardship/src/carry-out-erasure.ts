import { randomBytes } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { People } from '#access';
import { AuditLog, type LogEvent } from '#audit';
import { EraseConversations } from '#conversations';
import { type ErasableRecord, EraseRecords } from '#decisions';
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
    const hashes = await this.source.transaction(async (manager) => {
      const plan = await this.planning.of(erasure, expired, manager);
      if (planSha256(plan) !== erasure.planSha256) throw new ErasurePlanChanged();
      await manager.upsert(ErasureEntity, erasure, ['id']);
      const at = this.clock.now();
      const { orphans, events } = await this.erase(manager, erasure, plan, expired, at);
      await this.vault.destroy(manager, orphans.map(blobItemOf));
      await this.certify(manager, erasure, plan, approvedBy, at, events);
      return orphans;
    });
    for (const sha256 of hashes)
      await this.blobs.remove(sha256).catch((error: unknown) => this.logger.error(error, `file of ${erasure.id}`));
    if (erasure.kind !== 'document') return;
    await this.queues.offer(syncValidity, [{ cause: erasure.id }]);
    await this.queues.offer(purgeIndex, [{}]);
  }

  private async erase(
    manager: EntityManager,
    { id, kind, subject }: ErasureEntity,
    { records }: ErasurePlan,
    expired: readonly ErasableRecord[],
    at: Date,
  ): Promise<{ orphans: string[]; events: LogEvent[] }> {
    const orphans = kind === 'document' ? await this.documents.run(manager, subject, id, at) : [];
    if (kind === 'person') {
      await this.holds.refusePerson(manager, subject);
      await this.records.feedbackBy(manager, subject, id);
      await this.conversations.forgetOwner(manager, subject, at);
      await this.people.erase(manager, subject);
      await forgetAccount(manager, subject);
      await forgetSearches(manager, subject);
    }
    const ids = new Set(records.map((record) => record.id));
    const found = kind === 'records' ? expired : await this.planning.recordsOf(kind, subject, manager);
    const erased = found.filter((record) => ids.has(record.id));
    const events = await this.records.run(manager, erased, id);
    await this.records.forgetPromoted(manager, [...ids]);
    await this.conversations.forgetRecords(manager, [...ids]);
    return { orphans, events };
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
          kind: `${kind}.erased`,
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
