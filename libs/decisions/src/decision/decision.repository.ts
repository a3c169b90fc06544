import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AuditLog, type LogEvent } from '#audit';
import type { DecisionState } from '#contracts';
import { canonicalJson, sha256Hex } from '#knowledge';
import type { NameOpening } from '#transparency';
import { DataSource, type EntityManager, In, IsNull } from 'typeorm';
import { afterStep } from './after-step.js';
import type {
  ApprovalRule,
  Decision,
  DecisionContent,
  DecisionStep,
  DecisionStepBody,
  Person,
  RecordedOutcome,
} from './decision.js';
import { DecisionEntity } from './decision.entity.js';
import { DecisionSeals, type DecisionTexts, stepPart } from './decision-seals.js';
import { DecisionStepEntity } from './decision-step.entity.js';
import { type Naming, calling, contentCalling, peopleIn } from './named-people.js';
import { type SignedBefore, SignedNames } from './signed-names.js';
import type { DecisionReader } from './decision-readers.js';
import { decisionsInSight } from './decisions-in-sight.js';
import { DecisionChanged, DecisionErased, DecisionNotFound } from './errors.js';
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
    private readonly seals: DecisionSeals,
    private readonly names: SignedNames,
  ) {}

  /**
   * Store a step, what the decision is after it, and its log entry: all or nothing.
   * @param step Its version is one above the version that the caller read.
   * @throws DecisionChanged when somebody else took a step meanwhile; LogUnwritable
   */
  async take(step: DecisionStepBody): Promise<void> {
    await this.source.transaction(async (manager) => {
      const key = await this.seals.keyOf(manager, step.decision);
      const before = step.from === null ? null : await this.lastOf(manager, step);
      const body = await this.names.sign(manager, step, before && signedBefore(before));
      const text = canonicalJson(body);
      const sha256 = sha256Hex(text);
      await (before ? this.update(manager, body, before, key) : this.insert(manager, body, key));
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
      const sealed = this.seals.closeBody({ decision, part: stepPart(version), body: text }, key);
      await manager.insert(DecisionStepEntity, {
        ...{ decisionId: decision, version, ...sealed, sha256, logIndex: index, erasedBy: null },
      });
    });
  }

  private async insert(manager: EntityManager, body: DecisionStepBody, key: Buffer | null): Promise<void> {
    const { ownerName, content, outcome, ...facts } = afterStep(null, body);
    const at = new Date(body.at);
    const texts = this.seals.closeHead(body.decision, { ownerName, content, outcome }, key);
    await manager.insert(DecisionEntity, { ...facts, ...texts, erasedBy: null, createdAt: at, updatedAt: at });
  }

  /** The decision as the step's taker read it, with its texts as they were signed. @throws DecisionChanged */
  private async lastOf(manager: EntityManager, step: DecisionStepBody): Promise<OpenedRow> {
    const row = await manager.findOneBy(DecisionEntity, lastBefore(step));
    const texts = row && (await this.seals.openHeads([row], manager)).get(row.id);
    if (!texts) throw new DecisionChanged();
    return { ...row, ...texts };
  }

  private async update(manager: EntityManager, body: DecisionStepBody, before: OpenedRow, key: Buffer | null) {
    const { ownerName, content, outcome, ...facts } = afterStep(before, body);
    const texts = this.seals.closeHead(body.decision, { ownerName, content, outcome }, key);
    // An erasure that was faster is seen here as well.
    const { affected } = await manager.update(DecisionEntity, lastBefore(body), {
      ...facts,
      ...texts,
      updatedAt: new Date(body.at),
    });
    if (affected !== 1) throw new DecisionChanged();
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

  /** @throws DecisionNotFound also when it may not be seen; DecisionErased. */
  async show(reader: DecisionReader, id: string): Promise<Decision> {
    const decision = (await this.seenAmong(reader, [id])).get(id);
    if (decision) return decision;
    const parameters: unknown[] = [id];
    const [gone] = await this.source.query<{ certificate: string | null }[]>(
      `SELECT d.erased_by AS certificate FROM decisions d WHERE d.id = $1 AND ${decisionsInSight(reader, 'd', parameters, 'erased too')}`,
      parameters,
    );
    throw gone ? new DecisionErased(gone.certificate) : new DecisionNotFound();
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
    const opened = await this.openSteps(rows);
    return opened.map((step, i) => ({ ...step, decision: rows[i]!.decisionId }));
  }

  /** Decisions whoever asks, for work that shows them to nobody. Erased ones are absent. */
  async inOrder(ids: readonly string[]): Promise<Decision[]> {
    const rows = await this.source.getRepository(DecisionEntity).findBy({ id: In([...ids]) });
    const texts = await this.seals.openHeads(rows);
    const opened = rows.flatMap((row) => (texts.has(row.id) ? [{ ...row, ...texts.get(row.id)! }] : []));
    const signed = opened.map(asSigned);
    const naming = await this.names.naming(signed.flatMap(peopleOf));
    const byId = new Map(signed.map((decision) => [decision.id, decision]));
    return ids.flatMap((id) => (byId.has(id) ? [withNames(byId.get(id)!, naming)] : []));
  }

  /** The steps of a decision that the caller has been shown, oldest first. */
  async steps(id: string): Promise<DecisionStep[]> {
    const rows = await this.source
      .getRepository(DecisionStepEntity)
      .find({ where: { decisionId: id }, order: { version: 'ASC' } });
    return this.openSteps(rows);
  }

  /** The very texts that were signed, oldest first, of a decision that the caller has been shown. */
  async sealedSteps(id: string): Promise<{ body: string; logIndex: number }[]> {
    const rows = await this.source
      .getRepository(DecisionStepEntity)
      .find({ where: { decisionId: id }, order: { version: 'ASC' } });
    const bodies = await this.seals.openBodies(rows.map(sealedStep));
    return bodies.map((body, i) => {
      if (body === null) throw new DecisionErased(rows[i]!.erasedBy);
      return { body, logIndex: rows[i]!.logIndex };
    });
  }

  /** What shows whose names stand in signed steps as commitments, of those that are known. @param bodies Canonical JSON. */
  async namesIn(bodies: readonly string[]): Promise<NameOpening[]> {
    const steps = bodies.map((body) => JSON.parse(body) as DecisionStepBody);
    const found = await this.names.openings(steps.flatMap(({ by, content }) => [by, ...peopleIn(content)]));
    return [...found.values()];
  }

  private async openSteps(rows: readonly DecisionStepEntity[]): Promise<DecisionStep[]> {
    const texts = await this.seals.openBodies(rows.map(sealedStep));
    const bodies = texts.map((text, i) => {
      if (text === null) throw new DecisionErased(rows[i]!.erasedBy);
      return JSON.parse(text) as DecisionStepBody;
    });
    const naming = await this.names.naming(bodies.map(({ by }) => by));
    return bodies.map((body, i) => toStep(rows[i]!, body, naming));
  }
}

/** A step as its seals know it. */
export const sealedStep = ({ decisionId, version, body, sealedBody }: DecisionStepEntity) => ({
  ...{ decision: decisionId, part: stepPart(version), body, sealedBody },
});

/** SHA-256 of a decision's words and sources as canonical JSON, hex: what the log holds instead of them. */
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

/** A decision's row with its texts, as they were signed. */
type OpenedRow = DecisionEntity & DecisionTexts;

const lastBefore = ({ decision, version }: DecisionStepBody) => ({
  ...{ id: decision, version: version - 1, erasedBy: IsNull() },
});

const signedBefore = ({ ownerId, ownerName, content }: OpenedRow): SignedBefore => ({
  owner: { id: ownerId, name: ownerName },
  content: JSON.parse(content) as DecisionContent,
});

const parsed = <Shape>(text: string | null): Shape | null => (text === null ? null : (JSON.parse(text) as Shape));

/** With the names as they were signed. */
const asSigned = ({ ownerName, content, outcome, ...row }: OpenedRow): Decision => {
  const { id, state, version, ownerId, proposerId, approvers, reviewOn, successor } = row;
  return {
    ...{ id, state, version, proposerId, approvers, reviewOn, successor },
    ...{ createdAt: row.createdAt, updatedAt: row.updatedAt },
    owner: { id: ownerId, name: ownerName },
    rule: parsed<ApprovalRule>(row.rule),
    outcome: parsed<RecordedOutcome>(outcome),
    content: JSON.parse(content) as DecisionContent,
  };
};

const peopleOf = ({ owner, content, outcome }: Decision): Person[] => [
  ...[owner, ...peopleIn(content)],
  ...(outcome ? [outcome.by] : []),
];

const withNames = (decision: Decision, naming: Naming): Decision => ({
  ...decision,
  owner: calling(naming)(decision.owner),
  content: contentCalling(decision.content, naming),
  outcome: decision.outcome && { ...decision.outcome, by: calling(naming)(decision.outcome.by) },
});

function toStep({ sha256, logIndex }: DecisionStepEntity, body: DecisionStepBody, naming: Naming): DecisionStep {
  const { format: _format, decision: _decision, content, by, ...step } = body;
  return { ...step, by: calling(naming)(by), contentSha256: contentHash(content), sha256, logIndex };
}
