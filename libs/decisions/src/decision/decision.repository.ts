import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AuditLog } from '#audit';
import type { DecisionState } from '#contracts';
import { canonicalJson, sha256Hex } from '#knowledge';
import { ArrayContains, DataSource, type EntityManager, type FindOptionsWhere } from 'typeorm';
import type { RecordReader } from '../answer-record.repository.js';
import type { Decision, DecisionContent, DecisionStep, DecisionStepBody } from './decision.js';
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
}

/** Decisions and their steps. A decision is seen by its owner, by who is responsible, and by who may read all records. */
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
      const { decision, version, successor } = body;
      const { index } = await this.log.append(
        [
          {
            kind: LOG_KIND[body.action],
            actor: body.by.id,
            subject: { decision, version, sha256, contentSha256: contentHash(body.content), successor },
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
    { state, matter, record }: DecisionFilter,
    offset: number,
    limit: number,
  ): Promise<{ decisions: Decision[]; total: number }> {
    const among = {
      ...(state && { state }),
      ...(matter && { matter }),
      ...(record && { records: ArrayContains([record]) }),
    };
    const [rows, total] = await this.source.getRepository(DecisionEntity).findAndCount({
      where: scopeOf(reader).map((scope) => ({ ...scope, ...among })),
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
}

async function insert(manager: EntityManager, body: DecisionStepBody): Promise<void> {
  const at = new Date(body.at);
  await manager.insert(DecisionEntity, {
    id: body.decision,
    ownerId: body.by.id,
    ownerName: body.by.name,
    createdAt: at,
    ...columnsOf(body),
  });
}

async function update(manager: EntityManager, body: DecisionStepBody): Promise<void> {
  const read = { id: body.decision, version: body.version - 1 };
  const { affected } = await manager.update(DecisionEntity, read, columnsOf(body));
  if (affected !== 1) throw new DecisionChanged();
}

const columnsOf = ({ to, version, content, at }: DecisionStepBody) => ({
  state: to,
  version,
  responsibleId: content.responsible.id,
  matter: content.matter,
  records: content.records.map(({ id }) => id),
  content: canonicalJson(content),
  updatedAt: new Date(at),
});

export const contentHash = (content: DecisionContent): string => sha256Hex(canonicalJson(content));

const scopeOf = ({ principal, mayReadAll }: RecordReader): FindOptionsWhere<DecisionEntity>[] =>
  mayReadAll ? [{}] : [{ ownerId: principal.userId }, { responsibleId: principal.userId }];

const toDecision = ({ id, state, version, ownerId, ownerName, content, ...row }: DecisionEntity): Decision => ({
  ...{ id, state, version, createdAt: row.createdAt, updatedAt: row.updatedAt },
  owner: { id: ownerId, name: ownerName },
  content: JSON.parse(content) as DecisionContent,
});

function toStep({ body, sha256, logIndex }: DecisionStepEntity): DecisionStep {
  const { format: _format, decision: _decision, content, ...step } = JSON.parse(body) as DecisionStepBody;
  return { ...step, contentSha256: contentHash(content), sha256, logIndex };
}
