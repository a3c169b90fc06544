import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AccessPolicy, BeginnerGone, People, Standing } from '#access';
import { AuditLog } from '#audit';
import { DecisionReaders, DecisionRepository, EraseRecords } from '#decisions';
import { Clock, type Principal } from '#knowledge';
import { DocumentRepository } from '#library';
import { DataSource } from 'typeorm';
import { CarryOutErasure } from './carry-out-erasure.js';
import { ErasureEntity } from './erasure.entity.js';
import { type ErasurePlan, planSha256 } from './erasure-plan.js';
import { ErasureNeedsAnother, ErasureNotFound, ErasureNotOneself, ErasurePlanChanged } from './errors.js';
import { type Erasable, PlanErasure } from './plan-erasure.js';

/** An erasure, asked for or done. */
export interface Erasure extends Readonly<ErasureEntity> {
  /** Of one that waits: whoever asked for it is suspended or no administrator any more, so it can't be approved. */
  readonly isParked: boolean;
}

/** What would go, for a person to look at before they confirm. */
export interface ErasurePreview extends ErasurePlan {
  /** Title of the document, name of the person or question of the decision. */
  readonly name: string;
  /** Decisions that rest on the records and stay, without the answers. */
  readonly decisionsLeft: number;
  /** To be sent back with the confirmation. */
  readonly planSha256: string;
}

/** How erasures are decided. */
export abstract class ErasurePolicy {
  /** Whether another administrator has to approve. */
  abstract readonly needsFourEyes: boolean;
}

/** Erasing a document, a decision, or what belongs to a person: previewed, confirmed, perhaps approved, certified. */
@Injectable()
export class Erase {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly access: AccessPolicy,
    private readonly planning: PlanErasure,
    private readonly carryingOut: CarryOutErasure,
    private readonly records: EraseRecords,
    private readonly decisions: DecisionRepository,
    private readonly readers: DecisionReaders,
    private readonly documents: DocumentRepository,
    private readonly people: People,
    private readonly log: AuditLog,
    private readonly clock: Clock,
    private readonly policy: ErasurePolicy,
    private readonly standing: Standing,
  ) {}

  /** @throws NotAllowed, DocumentNotFound, PersonNotFound, DecisionNotFound, ErasureNotFound for what is erased already */
  async preview(principal: Principal, wanted: Erasable): Promise<ErasurePreview> {
    this.access.require(principal, 'erase');
    const name = await this.nameOf(principal, wanted);
    const plan = await this.planning.of(wanted);
    const [records, going] = [plan.records, plan.decisions ?? []].map((each) => each.map(({ id }) => id));
    const decisionsLeft = await this.records.decisionsOn(records!, going!);
    return { ...plan, name, decisionsLeft, planSha256: planSha256(plan) };
  }

  /**
   * Confirm a preview: erased at once, or once another administrator approves it.
   * @throws ErasurePlanChanged, HoldInPlace; what {@link preview} throws
   */
  async confirm(principal: Principal, wanted: Erasable, confirmed: string, reason: string): Promise<Erasure> {
    const { planSha256: planned } = await this.preview(principal, wanted);
    if (planned !== confirmed) throw new ErasurePlanChanged();
    const erasure = this.noted(wanted, 'request', reason, planned, principal.userId);
    if (!this.policy.needsFourEyes) await this.carryingOut.run(erasure, null);
    else
      await this.source.transaction(async (manager) => {
        await manager.insert(ErasureEntity, erasure);
        const subject = { certificate: erasure.id, [wanted.kind]: wanted.subject };
        await this.log.append([{ kind: 'erasure.requested', actor: principal.userId, subject }], manager);
      });
    return this.show(principal, erasure.id);
  }

  /**
   * @throws NotAllowed; ErasureNeedsAnother for who asked for it; BeginnerGone where they may not ask any more;
   *   ErasurePlanChanged when it would take something else by now
   */
  async approve(principal: Principal, id: string): Promise<Erasure> {
    this.access.require(principal, 'erase');
    const { isParked, ...erasure } = await this.show(principal, id);
    if (erasure.state !== 'waiting') throw new ErasureNotFound();
    if (erasure.requestedBy === principal.userId) throw new ErasureNeedsAnother();
    if (isParked) throw new BeginnerGone();
    await this.carryingOut.run(erasure, principal.userId);
    return this.show(principal, id);
  }

  /** Decline, or take back, one that waits. @throws NotAllowed, ErasureNotFound */
  async decline(principal: Principal, id: string): Promise<Erasure> {
    this.access.require(principal, 'erase');
    await this.show(principal, id);
    await this.source.transaction(async (manager) => {
      const { affected } = await manager.update(ErasureEntity, { id, state: 'waiting' }, { state: 'declined' });
      if (!affected) throw new ErasureNotFound();
      await this.log.append(
        [{ kind: 'erasure.declined', actor: principal.userId, subject: { certificate: id } }],
        manager,
      );
    });
    return this.show(principal, id);
  }

  /** Newest first. */
  async list(principal: Principal, offset: number, limit: number): Promise<{ erasures: Erasure[]; total: number }> {
    this.access.require(principal, 'see holds and erasures');
    const [erasures, total] = await this.source
      .getRepository(ErasureEntity)
      .findAndCount({ order: { requestedAt: 'DESC', id: 'ASC' }, skip: offset, take: limit });
    return { erasures: await Promise.all(erasures.map((each) => this.seen(each))), total };
  }

  /** @throws ErasureNotFound */
  async show(principal: Principal, id: string): Promise<Erasure> {
    this.access.require(principal, 'see holds and erasures');
    const erasure = await this.source.getRepository(ErasureEntity).findOneBy({ id });
    if (!erasure) throw new ErasureNotFound();
    return this.seen(erasure);
  }

  private async seen(erasure: ErasureEntity): Promise<Erasure> {
    const isParked = erasure.state === 'waiting' && !(await this.standing.holds(erasure.requestedBy, 'erase'));
    return { ...erasure, isParked };
  }

  /** An erasure as it is noted, before anything is gone. */
  noted(wanted: Erasable, cause: Erasure['cause'], reason: string, plan: string, requestedBy: string): ErasureEntity {
    return {
      ...wanted,
      ...{ id: randomUUID(), cause, state: 'waiting', reason, planSha256: plan, requestedBy },
      ...{ requestedAt: this.clock.now(), approvedBy: null, doneAt: null, certificate: null, logIndex: null },
    };
  }

  private async nameOf(principal: Principal, { kind, subject }: Erasable): Promise<string> {
    if (kind === 'document')
      return (await this.documents.show(await this.access.visibilityOf(principal), subject)).title;
    if (kind === 'decision')
      return (await this.decisions.show(await this.readers.of(principal), subject)).content.question;
    if (subject === principal.userId) throw new ErasureNotOneself();
    return (await this.people.show(subject)).name;
  }
}
