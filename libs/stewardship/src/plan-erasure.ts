import { Injectable } from '@nestjs/common';
import { EraseConversations } from '#conversations';
import { type ErasableDecision, type ErasableRecord, EraseDecisions, EraseFeedback, EraseRecords } from '#decisions';
import { EraseDocument } from '#library';
import type { EntityManager } from 'typeorm';
import type { ErasurePlan } from './erasure-plan.js';
import type { ErasureEntity } from './erasure.entity.js';
import { ErasureNotFound } from './errors.js';

/** What is to be erased, and what goes with it. */
export type Erasable = Pick<ErasureEntity, 'kind' | 'subject' | 'withRecords' | 'withDecisions'>;

/** Says what an erasure would take. */
@Injectable()
export class PlanErasure {
  constructor(
    private readonly documents: EraseDocument,
    private readonly records: EraseRecords,
    private readonly decisions: EraseDecisions,
    private readonly feedback: EraseFeedback,
    private readonly conversations: EraseConversations,
  ) {}

  /**
   * @param expired The records, for `records`.
   * @param manager Of the transaction that carries it out: decisions that are planned are locked.
   * @throws ErasureNotFound for a document or decision that is not there, or erased already.
   */
  async of(wanted: Erasable, expired: readonly ErasableRecord[] = [], manager?: EntityManager): Promise<ErasurePlan> {
    const decisions = (await this.decisionsOf(wanted, manager)).map(named);
    if (wanted.kind === 'decision' && decisions.length === 0) throw new ErasureNotFound();
    const plan = await this.withoutDecisions(wanted, expired, manager);
    return decisions.length === 0 ? plan : { ...plan, decisions };
  }

  /** Decisions that go with what is erased. */
  async decisionsOf({ kind, subject, withDecisions }: Erasable, manager?: EntityManager): Promise<ErasableDecision[]> {
    if (kind === 'decision') return this.decisions.one(subject, manager);
    if (!withDecisions || kind === 'records') return [];
    return kind === 'person' ? this.decisions.ownedBy(subject, manager) : this.decisions.restingOn(subject, manager);
  }

  private async withoutDecisions(
    { kind, subject, withRecords }: Erasable,
    expired: readonly ErasableRecord[],
    manager: EntityManager | undefined,
  ): Promise<ErasurePlan> {
    if (kind === 'document') return this.ofDocument(subject, withRecords, manager);
    const records = kind === 'records' ? expired : await this.recordsOf(kind, subject, manager);
    const isPerson = kind === 'person';
    return {
      ...{ kind, subject, revisions: [], chunks: 0, bytes: 0, records: records.map(named) },
      feedback: isPerson ? await this.feedback.countOf(subject) : 0,
      conversations: isPerson ? await this.conversations.countOf(subject) : 0,
    };
  }

  /** Records that go with a document or a person; none with a decision. */
  async recordsOf(
    kind: 'document' | 'person' | 'decision',
    subject: string,
    manager?: EntityManager,
  ): Promise<ErasableRecord[]> {
    if (kind === 'decision') return [];
    return kind === 'document' ? this.records.citing(subject, manager) : this.records.askedBy(subject, manager);
  }

  private async ofDocument(id: string, withRecords: boolean, manager?: EntityManager): Promise<ErasurePlan> {
    const found = await this.documents.holdings(id, manager);
    if (!found || found.isErased) throw new ErasureNotFound();
    const { revisions, chunks } = found;
    return {
      ...{ kind: 'document', subject: id, chunks, feedback: 0, conversations: 0 },
      revisions: revisions.map(({ id: revision, sha256 }) => ({ id: revision, sha256 })),
      bytes: revisions.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
      records: withRecords ? (await this.records.citing(id, manager)).map(named) : [],
    };
  }
}

const named = ({ id, sha256 }: Pick<ErasableRecord, 'id' | 'sha256'>) => ({ id, sha256 });
