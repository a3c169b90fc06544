import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { LogEvent } from '#audit';
import { Holds } from '#library';
import { Vault } from '#vault';
import { DataSource, type EntityManager, In, IsNull } from 'typeorm';
import { DecisionEntity } from './decision/decision.entity.js';
import { DecisionStepEntity } from './decision/decision-step.entity.js';
import { decisionItem } from './decision/decision-seals.js';
import { personItem } from './decision/signed-names.js';

/** What is known of a decision without opening it. */
export interface ErasableDecision {
  readonly id: string;
  /** Hash of its last step, which the log goes on holding. */
  readonly sha256: string;
  /** User ids of whom it names: owner, responsible, reviewers. */
  readonly names: readonly string[];
  readonly matter: string | null;
}

/** How long decisions of a class are kept. Without a term they are kept for ever. */
export interface DecisionTerm {
  /** Whose documents they rest on; null for those that no other term is for. */
  readonly collection: string | null;
  /** `after_closing`: rejected, withdrawn or superseded; `after_last_step`: approved ones as well. */
  readonly rule: string;
  /** null where they are kept for ever. */
  readonly days: number | null;
}

/** Nobody works on these any more, unless they open them again. */
const CLOSED = `('approved', 'rejected', 'withdrawn', 'superseded')`;
/**
 * Which terms each decision falls under: of the collections behind it, else the one for all others. It is due when every one of them
 * says so, and while it is approved not before the day of its next review.
 */
const DUE = `WITH term AS (SELECT * FROM jsonb_to_recordset($1::jsonb) AS t (collection uuid, rule text, days int)),
  closed AS (SELECT d.* FROM decisions d WHERE d.erased_by IS NULL AND d.state IN ${CLOSED}
    AND d.updated_at < $2::timestamptz - make_interval(days => (SELECT min(days) FROM term)) AND hold_of_decision(d.id) IS NULL),
  own AS (SELECT c.id, t.rule, t.days FROM closed c JOIN relied_on r ON r.holder_id = ANY(c.records || c.id)
    JOIN documents x ON x.id = r.document_id JOIN term t ON t.collection = x.collection_id),
  applied AS (SELECT * FROM own UNION ALL SELECT c.id, t.rule, t.days FROM closed c JOIN term t ON t.collection IS NULL
    WHERE NOT EXISTS (SELECT 1 FROM own WHERE own.id = c.id))
  SELECT c.id, c.updated_at AS since FROM closed c JOIN applied a ON a.id = c.id GROUP BY c.id, c.updated_at, c.state, c.review_on
  HAVING bool_and(a.rule <> 'for_ever' AND c.updated_at < $2::timestamptz - make_interval(days => a.days)
    AND (c.state <> 'approved' OR (a.rule = 'after_last_step' AND coalesce(c.review_on, '') < $3)))
  ORDER BY c.updated_at, c.id LIMIT`;

const ERASABLE = `SELECT d.id, ARRAY[d.owner_id, d.responsible_id] || d.reviewers AS names, d.matter,
  (SELECT s.sha256 FROM decision_steps s WHERE s.decision_id = d.id ORDER BY s.version DESC LIMIT 1) AS sha256
  FROM decisions d WHERE d.erased_by IS NULL`;

/** Makes decisions, what was said of their links and why items that affected them were settled unreadable for ever. */
@Injectable()
export class EraseDecisions {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly vault: Vault,
    private readonly holds: Holds,
  ) {}

  /** None where it is not there, or erased already. */
  one(id: string, manager?: EntityManager): Promise<ErasableDecision[]> {
    return this.found(manager, 'd.id = $1', id);
  }

  /** Those that somebody owns, in order of id. */
  ownedBy(userId: string, manager?: EntityManager): Promise<ErasableDecision[]> {
    return this.found(manager, 'd.owner_id = $1', userId);
  }

  /** Those that rest on answers for which passages of a document were found, or are linked to it, in order of id. */
  restingOn(documentId: string, manager?: EntityManager): Promise<ErasableDecision[]> {
    return this.found(
      manager,
      `(EXISTS (SELECT 1 FROM answer_records a WHERE a.id = ANY(d.records) AND $1::uuid = ANY(a.documents))
        OR EXISTS (SELECT 1 FROM relied_on r WHERE r.holder_id = ANY(d.records || d.id) AND r.document_id = $1))`,
      documentId,
    );
  }

  /** Those whose time is over and that no hold covers, oldest first. */
  async expired(terms: readonly DecisionTerm[], now: Date, limit: number): Promise<{ id: string; since: Date }[]> {
    if (terms.every(({ days }) => days === null)) return [];
    const today = now.toISOString().slice(0, 10);
    return this.source.query(`${DUE} ${limit}`, [JSON.stringify(terms), now, today]);
  }

  /** How many decisions, erased ones left out, each of these holds covers, by its id. */
  async under(holdIds: readonly string[]): Promise<Map<string, number>> {
    const rows = await this.source.query<{ id: string; decisions: number }[]>(
      `SELECT h.id, count(*)::int AS decisions FROM legal_holds h JOIN decisions d ON d.erased_by IS NULL
         AND ((h.kind = 'person' AND h.object IN (SELECT unnest(d.reviewers || d.owner_id || d.responsible_id)::text))
           OR (h.kind = 'matter' AND are_one_matter(h.object, d.matter)))
       WHERE h.id = ANY($1::uuid[]) GROUP BY h.id`,
      [holdIds],
    );
    return new Map(rows.map(({ id, decisions }) => [id, decisions]));
  }

  /** In a transaction nobody takes a step of what was found until it ends, so that what is planned is what is erased. */
  private found(manager: EntityManager | undefined, where: string, id: string): Promise<ErasableDecision[]> {
    const lock = manager ? 'FOR UPDATE OF d' : '';
    return (manager ?? this.source.manager).query(`${ERASABLE} AND ${where} ORDER BY d.id ${lock}`, [id]);
  }

  /**
   * Destroy the keys of decisions and empty their rows, in the caller's transaction. Their hashes, states and log entries stay.
   * @param certificate Id of an erasure that is noted already.
   * @returns An entry for the log for each; the caller appends them, last.
   * @throws HoldInPlace
   */
  async run(manager: EntityManager, decisions: readonly ErasableDecision[], certificate: string): Promise<LogEvent[]> {
    if (decisions.length === 0) return [];
    await this.holds.refuseDecisions(manager, decisions);
    const ids = decisions.map(({ id }) => id);
    await this.vault.destroy(manager, ids.map(decisionItem));
    const emptied = { body: null, sealedBody: null, erasedBy: certificate };
    await manager.update(DecisionStepEntity, { decisionId: In(ids), erasedBy: IsNull() }, emptied);
    await manager.query(
      `UPDATE decision_link_steps SET body = NULL, sealed_body = NULL, erased_by = $1 WHERE from_decision = ANY($2::uuid[])`,
      [certificate, ids],
    );
    const nothing = { ownerName: null, content: null, outcome: null, sealedHead: null };
    await manager.update(DecisionEntity, { id: In(ids) }, { ...nothing, erasedBy: certificate });
    await this.forgetBeside(manager, ids);
    return ids.map((decision) => ({ kind: 'decision.erased', actor: 'system', subject: { decision, certificate } }));
  }

  /**
   * Make a person's name unreadable in what they and others signed, and take it off the items that they settled. What was signed
   * goes on verifying.
   * @throws HoldInPlace when a hold covers a decision that names them.
   */
  async forgetName(manager: EntityManager, userId: string): Promise<void> {
    const inAnyPart =
      '$1::uuid = ANY(ARRAY[d.owner_id, d.responsible_id, d.proposer_id] || d.reviewers || d.approvers)';
    await this.holds.refuseDecisions(manager, await this.found(manager, inAnyPart, userId));
    await this.vault.destroy(manager, [personItem(userId)]);
    await manager.query(`DELETE FROM signed_names WHERE person_id = $1`, [userId]);
    await manager.query(`UPDATE doubts SET settled_by_name = '' WHERE settled_by = $1`, [userId]);
  }

  /** Reasons go with the key; of items that are open nobody is to be told any more. The index is told to forget. */
  private async forgetBeside(manager: EntityManager, ids: readonly string[]): Promise<void> {
    await manager.query(
      `UPDATE doubts SET reason = '', settled_by_name = '' WHERE target_kind = 'decision' AND target_id = ANY($1::uuid[])`,
      [ids],
    );
    await manager.query(
      `INSERT INTO decision_index_states (decision_id, table_name, version) SELECT id, '', 0 FROM unnest($1::uuid[]) AS d(id)
       ON CONFLICT (decision_id) DO NOTHING`,
      [ids],
    );
  }
}
