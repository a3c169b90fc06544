import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AuditLog, type LogEvent } from '#audit';
import type { DecisionState } from '#contracts';
import { canonicalJson, sha256Hex } from '#knowledge';
import { DataSource, type EntityManager, In } from 'typeorm';
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
import type { DecisionReader } from './decision-readers.js';
import { decisionsInSight } from './decisions-in-sight.js';
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
  /** Only those that the reader owns or is responsible for. */
  readonly isReaders?: boolean | undefined;
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
    reader: DecisionReader,
    filter: DecisionFilter,
    offset: number,
    limit: number,
  ): Promise<{ decisions: Decision[]; total: number }> {
    const parameters: unknown[] = [];
    const where = [decisionsInSight(reader, 'd', parameters), ...among(filter, reader, parameters)].join(' AND ');
    const [count] = await this.source.query<{ total: string }[]>(
      `SELECT count(*) AS total FROM decisions d WHERE ${where}`,
      parameters,
    );
    const page = `LIMIT $${parameters.push(limit)} OFFSET $${parameters.push(offset)}`;
    const rows = await this.source.query<{ id: string }[]>(
      `SELECT d.id FROM decisions d WHERE ${where} ORDER BY d.updated_at DESC, d.id ${page}`,
      parameters,
    );
    return { decisions: await this.inOrder(rows.map(({ id }) => id)), total: Number(count!.total) };
  }

  /** Those of these decisions that may be seen, by id. */
  async seenAmong(reader: DecisionReader, ids: readonly string[]): Promise<Map<string, Decision>> {
    if (ids.length === 0) return new Map();
    const parameters: unknown[] = [ids];
    const rows = await this.source.query<{ id: string }[]>(
      `SELECT d.id FROM decisions d WHERE d.id = ANY($1::uuid[]) AND ${decisionsInSight(reader, 'd', parameters)}`,
      parameters,
    );
    const decisions = await this.inOrder(rows.map(({ id }) => id));
    return new Map(decisions.map((decision) => [decision.id, decision]));
  }

  /** @throws DecisionNotFound also when it may not be seen. */
  async show(reader: DecisionReader, id: string): Promise<Decision> {
    const decision = (await this.seenAmong(reader, [id])).get(id);
    if (!decision) throw new DecisionNotFound();
    return decision;
  }

  /** Which of these, or by which of these, another was replaced, by its last step. */
  async replacedBy(ids: readonly string[]): Promise<{ id: string; successor: string }[]> {
    return this.source.query(
      `SELECT id, successor FROM decisions WHERE successor IS NOT NULL AND (id = ANY($1::uuid[]) OR successor = ANY($1::uuid[]))`,
      [ids],
    );
  }

  /** Steps of decisions that the caller has been shown, oldest first, each with its decision's id. */
  async stepsOf(ids: readonly string[]): Promise<(DecisionStep & { readonly decision: string })[]> {
    const rows = await this.source
      .getRepository(DecisionStepEntity)
      .find({ where: { decisionId: In([...ids]) }, order: { logIndex: 'ASC' } });
    return rows.map((row) => ({ ...toStep(row), decision: row.decisionId }));
  }

  /** Decisions whoever asks, for work that shows them to nobody. */
  async inOrder(ids: readonly string[]): Promise<Decision[]> {
    const rows = await this.source.getRepository(DecisionEntity).findBy({ id: In([...ids]) });
    const byId = new Map(rows.map((row) => [row.id, toDecision(row)]));
    return ids.flatMap((id) => byId.get(id) ?? []);
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

/** The conditions of a filter; their parameters are appended. */
function among(
  { state, matter, record, dueBy, awaitsReader, isReaders }: DecisionFilter,
  { principal }: DecisionReader,
  parameters: unknown[],
): string[] {
  const given = (value: unknown) => `$${parameters.push(value)}`;
  return [
    ...(state ? [`d.state = ${given(state)}`] : []),
    ...(matter ? [`d.matter = ${given(matter)}`] : []),
    ...(record ? [`${given(record)}::uuid = ANY(d.records)`] : []),
    ...(dueBy ? [`d.state = 'approved' AND d.review_on <= ${given(dueBy)}`] : []),
    ...(isReaders ? [`${given(principal.userId)}::uuid IN (d.owner_id, d.responsible_id)`] : []),
    ...(awaitsReader ? [awaiting(given(principal.userId))] : []),
  ];
}

/** Proposals that somebody may still approve. */
const awaiting = (me: string): string =>
  `d.state = 'proposed' AND (d.responsible_id = ${me}::uuid OR ${me}::uuid = ANY(d.reviewers)) AND ${me}::uuid <> ALL(d.approvers)
   AND (coalesce((d.rule::jsonb ->> 'approvals')::int, 0) = 0 OR ${me}::uuid NOT IN (d.owner_id, d.proposer_id))`;

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
