import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AuditLog, type LogEvent } from '#audit';
import type { DecisionState } from '#contracts';
import { canonicalJson, sha256Hex } from '#knowledge';
import { ArrayContains, DataSource, type EntityManager, type FindOptionsWhere, LessThanOrEqual, Not } from 'typeorm';
import type { RecordReader } from '../answer-record.repository.js';
import { afterStep } from './after-step.js';
import type {
  ApprovalRule,
  Decision,
  DecisionContent,
  DecisionStep,
  DecisionStepBody,
  RecordedOutcome,
} from './decision.js';
import { DecisionEntity } from './decision.entity.js';
import { DecisionStepEntity } from './decision-step.entity.js';
import { DecisionChanged, DecisionNotFound } from './errors.js';
import { LOG_KIND } from './log-kind.js';

/** Which decisions a list shows; absent members do not filter. */
export interface DecisionFilter {
  readonly state?: DecisionState | undefined;
  readonly matter?: string | undefined;
  /** Only decisions that rest on this record. */
  readonly record?: string | undefined;
  /** Only approved ones whose day of review has come by this ISO date. */
  readonly dueBy?: string | undefined;
  /** Only proposals that wait for the reader's approval. */
  readonly awaitsReader?: boolean | undefined;
}

/** Decisions and their steps. A decision is seen by its owner, its judges, and by who may read all records. */
@Injectable()
export class DecisionRepository {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly log: AuditLog,
  ) {}

  /**
   * Store a step, what the decision is after it, and its log entry: all or nothing.
   * @param body Its version is one above the version that the caller read.
   * @throws DecisionChanged when somebody else took a step meanwhile; LogUnwritable
   */
  async take(body: DecisionStepBody): Promise<void> {
    const text = canonicalJson(body);
    const sha256 = sha256Hex(text);
    await this.source.transaction(async (manager) => {
      await (body.from === null ? insert(manager, body) : update(manager, body));
      const { decision, version, successor, attention } = body;
      const care: LogEvent['subject'] = attention ? { citationsOpened: attention.citationsOpened } : {};
      const { index } = await this.log.append(
        [
          {
            kind: LOG_KIND[body.action],
            actor: body.by.id,
            subject: { decision, version, sha256, contentSha256: contentHash(body.content), successor, ...care },
          },
        ],
        manager,
      );
      await manager.insert(DecisionStepEntity, { decisionId: decision, version, body: text, sha256, logIndex: index });
    });
  }

  /** Last changed first. */
  async list(
    reader: RecordReader,
    filter: DecisionFilter,
    offset: number,
    limit: number,
  ): Promise<{ decisions: Decision[]; total: number }> {
    const [rows, total] = await this.source.getRepository(DecisionEntity).findAndCount({
      where: scopeOf(reader, filter.awaitsReader ?? false).map((scope) => ({ ...scope, ...among(filter) })),
      order: { updatedAt: 'DESC', id: 'ASC' },
      skip: offset,
      take: limit,
    });
    return { decisions: rows.map(toDecision), total };
  }

  /** @throws DecisionNotFound also when it may not be seen. */
  async show(reader: RecordReader, id: string): Promise<Decision> {
    const where = scopeOf(reader).map((scope) => ({ ...scope, id }));
    const row = await this.source.getRepository(DecisionEntity).findOneBy(where);
    if (!row) throw new DecisionNotFound();
    return toDecision(row);
  }

  /** The steps of a decision that the caller has been shown, oldest first. */
  async steps(id: string): Promise<DecisionStep[]> {
    const rows = await this.source
      .getRepository(DecisionStepEntity)
      .find({ where: { decisionId: id }, order: { version: 'ASC' } });
    return rows.map(toStep);
  }

  /** The very texts that were signed, oldest first, of a decision that the caller has been shown. */
  async sealedSteps(id: string): Promise<{ body: string; logIndex: number }[]> {
    const rows = await this.source
      .getRepository(DecisionStepEntity)
      .find({ where: { decisionId: id }, order: { version: 'ASC' } });
    return rows.map(({ body, logIndex }) => ({ body, logIndex }));
  }
}

async function insert(manager: EntityManager, body: DecisionStepBody): Promise<void> {
  const at = new Date(body.at);
  await manager.insert(DecisionEntity, { ...afterStep(null, body), createdAt: at, updatedAt: at });
}

async function update(manager: EntityManager, body: DecisionStepBody): Promise<void> {
  const read = { id: body.decision, version: body.version - 1 };
  const before = await manager.findOneBy(DecisionEntity, read);
  if (!before) throw new DecisionChanged();
  const after = { ...afterStep(before, body), updatedAt: new Date(body.at) };
  const { affected } = await manager.update(DecisionEntity, read, after);
  if (affected !== 1) throw new DecisionChanged();
}

export const contentHash = (content: DecisionContent): string => sha256Hex(canonicalJson(content));

const among = ({ state, matter, record, dueBy }: DecisionFilter): FindOptionsWhere<DecisionEntity> => ({
  ...(state && { state }),
  ...(matter && { matter }),
  ...(record && { records: ArrayContains([record]) }),
  ...(dueBy && { state: 'approved' as const, reviewOn: LessThanOrEqual(dueBy) }),
});

/** @param isJudging Only proposals that the reader may still approve. */
function scopeOf({ principal, mayReadAll }: RecordReader, isJudging = false): FindOptionsWhere<DecisionEntity>[] {
  const { userId } = principal;
  const judged = [{ responsibleId: userId }, { reviewers: ArrayContains([userId]) }];
  if (isJudging)
    return judged.map((scope) => ({ ...scope, state: 'proposed' as const, approvers: Not(ArrayContains([userId])) }));
  return mayReadAll ? [{}] : [{ ownerId: userId }, ...judged];
}

const parsed = <Shape>(text: string | null): Shape | null => (text === null ? null : (JSON.parse(text) as Shape));

const toDecision = (row: DecisionEntity): Decision => {
  const { id, state, version, ownerId, ownerName, proposerId, approvers, reviewOn, successor } = row;
  return {
    ...{ id, state, version, proposerId, approvers, reviewOn, successor },
    ...{ createdAt: row.createdAt, updatedAt: row.updatedAt },
    owner: { id: ownerId, name: ownerName },
    rule: parsed<ApprovalRule>(row.rule),
    outcome: parsed<RecordedOutcome>(row.outcome),
    content: JSON.parse(row.content) as DecisionContent,
  };
};

function toStep({ body, sha256, logIndex }: DecisionStepEntity): DecisionStep {
  const { format: _format, decision: _decision, content, ...step } = JSON.parse(body) as DecisionStepBody;
  return { ...step, contentSha256: contentHash(content), sha256, logIndex };
}
