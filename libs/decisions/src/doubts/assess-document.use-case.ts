import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AuditLog, type LogEvent } from '#audit';
import { Clock } from '#knowledge';
import { RevisionRepository } from '#library';
import { DataSource, type EntityManager, In } from 'typeorm';
import { raisedEvent, settledEvent } from './doubt.js';
import { DoubtEntity } from './doubt.entity.js';
import { ReliedOnEntity } from './relied-on.entity.js';
import { SearchableText, spanFate } from './span-fate.js';
import { STANDING, causeOf } from './standing.js';

/** States in which a decision still counts on its sources. */
const COUNTING = ['draft', 'proposed', 'approved', 'rejected'];
const BATCH = 500;

type Held = Pick<ReliedOnEntity, 'id' | 'holderKind' | 'holderId' | 'revisionId' | 'start' | 'end'>;
interface Target {
  readonly kind: 'record' | 'decision';
  readonly id: string;
}

/**
 * Hold what rests on a document against what it says now. Spans that still stand, wherever they moved, raise nothing; for
 * each answer and decision that rests on others there is one finding. Safe to run twice and to be killed: what was looked
 * at is marked in the transaction that writes its findings.
 */
@Injectable()
export class AssessDocument {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly revisions: RevisionRepository,
    private readonly log: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** @returns How many findings are new. */
  async run(documentId: string, signal: AbortSignal): Promise<number> {
    let found = 0;
    for (;;) {
      if (signal.aborted) return found;
      const [document] = await this.source.query<{ standing: string | null; current: string | null }[]>(
        `SELECT ${STANDING} AS standing, d.current_revision_id AS current FROM documents d WHERE d.id = $1`,
        [documentId],
      );
      if (!document?.standing) return found;
      const held = await this.dueFor(documentId, document.standing);
      if (held.length === 0) return found;
      const changed = await this.changedAmong(held, document.standing, document.current);
      found += await this.write(documentId, document.standing, document.current, held, changed);
    }
  }

  private dueFor(documentId: string, standing: string): Promise<Held[]> {
    return this.source.query(
      `SELECT id, holder_kind AS "holderKind", holder_id AS "holderId", revision_id AS "revisionId", start_offset AS start, end_offset AS "end"
       FROM relied_on WHERE document_id = $1 AND held_against <> $2 AND role = 'cited' AND holder_id IN (
         SELECT DISTINCT holder_id FROM relied_on WHERE document_id = $1 AND held_against <> $2 AND role = 'cited'
         ORDER BY holder_id LIMIT ${BATCH}) ORDER BY revision_id, start_offset`,
      [documentId, standing],
    );
  }

  private async changedAmong(held: readonly Held[], standing: string, current: string | null): Promise<Set<string>> {
    if (causeOf(standing) !== 'superseded') return new Set(held.map(({ id }) => id));
    const later = new SearchableText((current && (await this.revisions.storedText(current))) ?? '');
    const texts = new Map<string, string>();
    const changed = new Set<string>();
    for (const { id, revisionId, start, end } of held) {
      if (revisionId === current) continue;
      const text = texts.get(revisionId) ?? (await this.revisions.storedText(revisionId)) ?? '';
      texts.set(revisionId, text);
      if (spanFate(text.slice(start, end), later) === 'changed') changed.add(id);
    }
    return changed;
  }

  private async write(
    documentId: string,
    standing: string,
    current: string | null,
    held: readonly Held[],
    changed: ReadonlySet<string>,
  ): Promise<number> {
    const at = this.clock.now();
    return this.source.transaction(async (manager) => {
      // Two workers take the same document one after another; the second finds everything marked.
      await manager.query(`SELECT pg_advisory_xact_lock(hashtext('doubts'), hashtext($1))`, [documentId]);
      const marked = await manager.query<[{ id: string }[], number]>(
        `UPDATE relied_on SET held_against = $2 WHERE id = ANY($1::uuid[]) AND held_against <> $2 RETURNING id`,
        [held.map(({ id }) => id), standing],
      );
      const mine = new Set(marked[0].map(({ id }) => id));
      const looked = held.filter(({ id }) => mine.has(id));
      const targets = await targetsOf(manager, looked);
      const raised = findings(
        looked.filter(({ id }) => changed.has(id)),
        targets,
      ).map((finding) => ({
        ...finding,
        ...{ id: randomUUID(), documentId, cause: causeOf(standing), standing, foundAt: at },
        byRevisionId: causeOf(standing) === 'superseded' ? current : null,
      }));
      const overtaken = await settleEarlier(manager, documentId, [...targets.values()].flat(), raised, at);
      await this.insert(manager, raised, overtaken);
      return raised.length;
    });
  }

  private async insert(
    manager: EntityManager,
    raised: readonly Omit<
      DoubtEntity,
      | 'logIndex'
      | 'state'
      | 'settledAt'
      | 'settledBy'
      | 'settledByName'
      | 'reason'
      | 'reasonFormat'
      | 'sealedReason'
      | 'settledLogIndex'
    >[],
    overtaken: readonly DoubtEntity[],
  ): Promise<void> {
    const events: LogEvent[] = [
      ...raised.map((doubt) => raisedEvent(doubt)),
      ...overtaken.map(({ id, state }) => settledEvent(id, state, '', 'system')),
    ];
    const [first, ...rest] = events;
    if (!first) return;
    const { index } = await this.log.append([first, ...rest], manager);
    const from = index + 1 - events.length;
    if (raised.length > 0)
      await manager.insert(
        DoubtEntity,
        raised.map((doubt, i) => ({
          ...doubt,
          ...{ logIndex: from + i, state: 'open' as const, settledAt: null, settledBy: null, settledByName: null },
          ...{ reason: '', reasonFormat: 1, sealedReason: null, settledLogIndex: null },
        })),
      );
    for (const [i, { id }] of overtaken.entries())
      await manager.update(DoubtEntity, { id }, { settledLogIndex: from + raised.length + i });
  }
}

/** Whom each span's change concerns: the answer or decision itself, and the decisions that count on the answer. */
async function targetsOf(manager: EntityManager, held: readonly Held[]): Promise<Map<string, Target[]>> {
  const records = [
    ...new Set(held.filter(({ holderKind }) => holderKind === 'record').map(({ holderId }) => holderId)),
  ];
  const decisions = await manager.query<{ id: string; records: string[] }[]>(
    `SELECT id, records FROM decisions WHERE state = ANY($2) AND erased_by IS NULL AND (records && $1::uuid[] OR id = ANY($3::uuid[]))`,
    [records, COUNTING, held.map(({ holderId }) => holderId)],
  );
  const counting = new Set(decisions.map(({ id }) => id));
  return new Map(
    held.map(({ holderKind, holderId }) => [
      holderId,
      holderKind === 'decision'
        ? counting.has(holderId)
          ? [{ kind: 'decision' as const, id: holderId }]
          : []
        : [
            { kind: 'record' as const, id: holderId },
            ...decisions
              .filter((decision) => decision.records.includes(holderId))
              .map(({ id }) => ({ kind: 'decision' as const, id })),
          ],
    ]),
  );
}

/** One finding for each target and cited revision, with all spans that changed. */
function findings(changed: readonly Held[], targets: ReadonlyMap<string, readonly Target[]>) {
  const byKey = new Map<string, { target: Target; revisionId: string; spans: Map<string, [number, number]> }>();
  for (const { holderId, revisionId, start, end } of changed)
    for (const target of targets.get(holderId) ?? []) {
      const key = `${target.id} ${revisionId}`;
      const known = byKey.get(key) ?? { target, revisionId, spans: new Map<string, [number, number]>() };
      known.spans.set(`${start}-${end}`, [start, end]);
      byKey.set(key, known);
    }
  return [...byKey.values()].map(({ target, revisionId, spans }) => ({
    ...{ targetKind: target.kind, targetId: target.id, revisionId },
    spans: [...spans.values()].sort(([a], [b]) => a - b),
  }));
}

/** A later change of the document takes the place of what was found before, or makes it good. */
async function settleEarlier(
  manager: EntityManager,
  documentId: string,
  targets: readonly Target[],
  raised: readonly { readonly targetId: string; readonly revisionId: string }[],
  at: Date,
): Promise<DoubtEntity[]> {
  const ids = [...new Set(targets.map(({ id }) => id))];
  if (ids.length === 0) return [];
  const again = new Set(raised.map(({ targetId, revisionId }) => `${targetId} ${revisionId}`));
  const earlier = await manager.findBy(DoubtEntity, { documentId, state: 'open', targetId: In(ids) });
  for (const doubt of earlier) {
    doubt.state = again.has(`${doubt.targetId} ${doubt.revisionId}`) ? 'overtaken' : 'resolved';
    await manager.update(DoubtEntity, { id: doubt.id }, { state: doubt.state, settledAt: at });
  }
  return earlier;
}
