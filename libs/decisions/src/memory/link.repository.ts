import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AuditLog } from '#audit';
import { canonicalJson, sha256Hex } from '#knowledge';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import { DecisionEntity } from '../decision/decision.entity.js';
import { DecisionErased, DecisionSeals, SignedNames, linkPart } from '../decision/index.js';
import { ReliedOnEntity } from '../doubts/relied-on.entity.js';
import { LinkCircular, LinkExists, LinkNotFound } from './errors.js';
import { type DecisionLink, type LinkStepBody, linkEvent } from './link.js';
import { LinkStepEntity } from './link-step.entity.js';
import { type Relation, wouldCycle } from './would-cycle.js';

/** Links wait for one another, so that two can't close a circle together. */
const LINK_LOCK = 4_210_022;

const STANDING = `SELECT s.* FROM decision_link_steps s WHERE s.version = 1 AND s.erased_by IS NULL
  AND NOT EXISTS (SELECT 1 FROM decision_link_steps w WHERE w.link_id = s.link_id AND w.version = 2)`;

/** Links of decisions. A step is only ever added. */
@Injectable()
export class LinkRepository {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly log: AuditLog,
    private readonly seals: DecisionSeals,
    private readonly names: SignedNames,
  ) {}

  /**
   * @param place Of a linked span of a revision: what it relies on is watched for changes.
   * @throws LinkCircular, LinkExists, DecisionErased when that was done a moment before, LogUnwritable
   */
  async make(
    body: LinkStepBody,
    place: { readonly documentId: string; readonly page: number } | null,
  ): Promise<DecisionLink> {
    const logIndex = await this.source.transaction(async (manager) => {
      await manager.query('SELECT pg_advisory_xact_lock($1)', [LINK_LOCK]);
      const twins = await manager.query<Row[]>(
        `${STANDING} AND s.from_decision = $1 AND s.kind = $2 AND s.to_id = $3`,
        [...[body.from, body.kind, body.to.id]],
      );
      const isTwin = ({ to }: LinkStepBody) => canonicalJson(to) === canonicalJson(body.to);
      if ((await this.opened(twins, manager)).some(isTwin)) throw new LinkExists();
      const added = { from: body.from, kind: body.kind, to: body.to.id };
      if (body.to.kind === 'decision' && wouldCycle(await relations(manager), added)) throw new LinkCircular();
      if (place && body.to.kind === 'revision') await manager.insert(ReliedOnEntity, spanOf(body, body.to.span, place));
      return this.append(manager, body);
    });
    return toLink(body, logIndex);
  }

  /** @throws LinkNotFound when somebody took it back a moment before; LogUnwritable */
  async withdraw(body: LinkStepBody): Promise<void> {
    await this.source.transaction(async (manager) => {
      await manager.query('SELECT pg_advisory_xact_lock($1)', [LINK_LOCK]);
      const isGone = await manager.existsBy(LinkStepEntity, { linkId: body.link, version: 2 });
      if (isGone) throw new LinkNotFound();
      await manager.delete(ReliedOnEntity, { linkId: body.link });
      await this.append(manager, body);
    });
  }

  /** Links that stand, from or to any of these, oldest first. @param ids Of decisions. */
  async of(ids: readonly string[]): Promise<DecisionLink[]> {
    const rows = await this.source.query<Row[]>(
      `${STANDING} AND (s.from_decision = ANY($1::uuid[]) OR (s.to_kind = 'decision' AND s.to_id = ANY($1::uuid[])))
       ORDER BY s.log_index`,
      [ids],
    );
    return (await this.opened(rows)).map(({ logIndex, ...body }) => toLink(body, logIndex));
  }

  /** Steps of links from these decisions, those taken back too, oldest first. */
  async stepsOf(ids: readonly string[]): Promise<(LinkStepBody & { readonly logIndex: number })[]> {
    const rows = await this.source.query<Row[]>(
      `SELECT * FROM decision_link_steps WHERE from_decision = ANY($1::uuid[]) AND erased_by IS NULL ORDER BY log_index`,
      [ids],
    );
    return this.opened(rows);
  }

  /** In order. Without its decision's key a link says nothing, and is left out. */
  private async opened(rows: readonly Row[], manager?: EntityManager) {
    const sealed = rows.map(({ from_decision, link_id, version, body, sealed_body }) => ({
      ...{ decision: from_decision, part: linkPart(link_id, version), body, sealedBody: sealed_body },
    }));
    const bodies = await this.seals.openBodies(sealed, manager);
    const signed = bodies.flatMap((body, i) =>
      body === null ? [] : [{ ...(JSON.parse(body) as LinkStepBody), logIndex: Number(rows[i]!.log_index) }],
    );
    const naming = await this.names.naming(
      signed.map(({ by }) => by),
      manager,
    );
    return signed.map((step) => ({ ...step, by: { ...step.by, name: naming(step.by) } }));
  }

  /** The log comes last, because appends wait for one another; the row waits for its index. */
  private async append(manager: EntityManager, step: LinkStepBody): Promise<number> {
    const by = await this.names.signer(manager, step.by);
    const body: LinkStepBody = by.name === step.by.name ? step : { ...step, format: 3, by };
    const text = canonicalJson(body);
    const sha256 = sha256Hex(text);
    await refuseErased(manager, body.from);
    const key = await this.seals.keyOf(manager, body.from);
    const sealed = this.seals.closeBody(
      { decision: body.from, part: linkPart(body.link, body.version), body: text },
      key,
    );
    const { index } = await this.log.append([linkEvent(body, sha256)], manager);
    await manager.insert(LinkStepEntity, {
      ...{ linkId: body.link, version: body.version, fromDecision: body.from, kind: body.kind },
      ...{ toKind: body.to.kind, toId: body.to.id, ...sealed, sha256, logIndex: index, erasedBy: null },
    });
    return index;
  }
}

/** Until the transaction ends, nobody erases the decision. */
async function refuseErased(manager: EntityManager, id: string): Promise<void> {
  const present = await manager.findOne(DecisionEntity, {
    ...{ where: { id, erasedBy: IsNull() }, select: { id: true }, lock: { mode: 'pessimistic_read' } },
  });
  if (!present) throw new DecisionErased(null);
}

/** As the table holds a step. */
interface Row {
  readonly link_id: string;
  readonly version: number;
  readonly from_decision: string;
  readonly body: string | null;
  readonly sealed_body: Buffer | null;
  readonly log_index: string;
}

/** What stands between decisions: links, and successors that took the place of others. */
async function relations(manager: EntityManager): Promise<Relation[]> {
  return manager.query(
    `SELECT s.from_decision AS "from", s.kind, s.to_id AS "to" FROM (${STANDING}) s WHERE s.to_kind = 'decision'
     UNION ALL SELECT successor, 'supersedes', id FROM decisions WHERE successor IS NOT NULL`,
  );
}

const spanOf = (
  { link, from, to }: LinkStepBody,
  [start, end]: readonly [number, number],
  { documentId, page }: { readonly documentId: string; readonly page: number },
): ReliedOnEntity => ({
  ...{ id: randomUUID(), holderKind: 'decision', holderId: from, role: 'cited', linkId: link, documentId, page },
  ...{ revisionId: to.id, start, end, heldAgainst: to.id },
});

const toLink = ({ link, from, kind, to, note, by, at }: LinkStepBody, logIndex: number): DecisionLink => ({
  ...{ id: link, from, kind, to, note, by, at, logIndex },
});
