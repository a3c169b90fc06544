import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AccessPolicy, Standing } from '#access';
import { AuditLog } from '#audit';
import { DECISIONS_ON, DECISIONS_SCOPE, RECORDS_SCOPE, type RetentionRuleName } from '#contracts';
import { EraseRecords } from '#decisions';
import { Clock, type Failure, KnowledgeError, type Principal, bareFailure } from '#knowledge';
import { CollectionRepository } from '#library';
import { DataSource } from 'typeorm';
import { CarryOutErasure } from './carry-out-erasure.js';
import { type Disposal, DueDisposals } from './due-disposals.js';
import { Erase } from './erase.use-case.js';
import { planSha256 } from './erasure-plan.js';
import { RetentionTooShort } from './errors.js';
import { PlanErasure } from './plan-erasure.js';
import { RetentionRuleEntity } from './retention-rule.entity.js';

/** EU AI Act, article 26(6): logs of high-risk systems are kept for six months at least. So are decisions, which rest on them. */
export const LEAST_RECORD_DAYS = 184;

/** How long what a scope names is kept; `days` is null where the rule counts none. */
export interface RetentionRule {
  /** `records`, `decisions`, id of a collection, or that after `decisions:` for decisions that rest on it. */
  readonly scope: string;
  readonly name: string;
  readonly rule: RetentionRuleName;
  readonly days: number | null;
}

/** What retention disposed of, or would dispose of. */
export interface RetentionReport {
  readonly isDryRun: boolean;
  readonly disposed: readonly Disposal[];
  /** What could not be disposed of, and why. */
  readonly failed: readonly (Failure & { readonly id: string })[];
}

/** How long documents, records and decisions are kept, and disposing of those whose time is over. */
@Injectable()
export class Retention {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly access: AccessPolicy,
    private readonly collections: CollectionRepository,
    private readonly records: EraseRecords,
    private readonly due: DueDisposals,
    private readonly planning: PlanErasure,
    private readonly erasing: Erase,
    private readonly carryingOut: CarryOutErasure,
    private readonly log: AuditLog,
    private readonly clock: Clock,
    private readonly standing: Standing,
  ) {}

  /**
   * The records, all decisions, and every collection in sight: its documents, and decisions that rest on it. What has no rule is
   * kept for ever; decisions that rest on a collection without a rule of its own are kept as all others.
   */
  async list(principal: Principal): Promise<RetentionRule[]> {
    this.access.require(principal, 'see holds and erasures');
    const rules = new Map((await this.rows.find()).map((row) => [row.scope, row]));
    const collections = await this.collections.list(await this.access.visibilityOf(principal));
    const scopes = [
      { scope: RECORDS_SCOPE, name: 'Records of answers' },
      { scope: DECISIONS_SCOPE, name: 'Decisions' },
      ...collections.map(({ id, name }) => ({ scope: id, name })),
      ...collections.map(({ id, name }) => ({ scope: `${DECISIONS_ON}${id}`, name })),
    ];
    return scopes.map(({ scope, name }) => {
      const unset = scope.startsWith(DECISIONS_ON) ? ('as_all' as const) : ('for_ever' as const);
      const { rule = unset, days = null } = rules.get(scope) ?? {};
      return { scope, name, rule, days };
    });
  }

  /**
   * @param scope `records`, `decisions`, a collection by name or id, or `decisions:` before one.
   * @throws NotAllowed, CollectionNotFound, RetentionTooShort
   */
  async set(
    principal: Principal,
    scope: string,
    { rule, days }: { rule: RetentionRuleName; days: number | null },
  ): Promise<RetentionRule[]> {
    this.access.require(principal, 'manage retention');
    const { id, isOfDocuments } = await this.scopeOf(principal, scope);
    if (!isOfDocuments && days !== null && days < LEAST_RECORD_DAYS) throw new RetentionTooShort(LEAST_RECORD_DAYS);
    await this.source.transaction(async (manager) => {
      const row = { scope: id, days, setBy: principal.userId, setAt: this.clock.now() };
      if (rule === 'as_all') await manager.delete(RetentionRuleEntity, { scope: id });
      else await manager.upsert(RetentionRuleEntity, { ...row, rule }, ['scope']);
      const subject = { scope: id, rule, days };
      await this.log.append([{ kind: 'retention.changed', actor: principal.userId, subject }], manager);
    });
    return this.list(principal);
  }

  /** For people. @throws NotAllowed */
  async runFor(principal: Principal, isDryRun: boolean): Promise<RetentionReport> {
    this.access.require(principal, isDryRun ? 'see holds and erasures' : 'manage retention');
    return this.run(principal.userId, isDryRun);
  }

  /** Dispose of what is due, each with its certificate. What is under a hold is not due. */
  async run(actor: string, isDryRun: boolean): Promise<RetentionReport> {
    const due = await this.due.find(this.clock.now());
    if (isDryRun || due.length === 0) return { isDryRun, disposed: due, failed: [] };
    const failed: (Failure & { id: string })[] = [];
    for (const { kind, id } of due)
      if (kind !== 'record')
        await this.inNameOf(actor, () => this.disposeOf(kind, id, actor)).catch((error: unknown) =>
          failed.push(failureOf(id, error)),
        );
    const records = new Set(due.filter(({ kind }) => kind === 'record').map(({ id }) => id));
    if (records.size > 0)
      await this.inNameOf(actor, () => this.disposeOfRecords(records, actor)).catch((error: unknown) =>
        failed.push(failureOf(RECORDS_SCOPE, error)),
      );
    const isFailed = ({ kind, id }: Disposal) =>
      failed.some((each) => each.id === (kind === 'record' ? RECORDS_SCOPE : id));
    const gone = due.filter((each) => !isFailed(each));
    const subject = { disposed: gone.length, failed: due.length - gone.length };
    await this.log.append([{ kind: 'retention.carried_out', actor, subject }]);
    return { isDryRun, disposed: gone, failed };
  }

  /** Asked anew before each, so that a run does not outlive the right of who began it. */
  private async inNameOf(actor: string, work: () => Promise<void>): Promise<void> {
    await this.standing.require(actor, 'manage retention');
    await work();
  }

  private async disposeOf(kind: 'document' | 'decision', subject: string, actor: string): Promise<void> {
    const wanted = { kind, subject, withRecords: false, withDecisions: false };
    const plan = planSha256(await this.planning.of(wanted));
    await this.carryingOut.run(this.erasing.noted(wanted, 'retention', OVER, plan, actor), null);
  }

  /** All under one certificate. */
  private async disposeOfRecords(ids: ReadonlySet<string>, actor: string): Promise<void> {
    const expired = await this.records.among([...ids]);
    const wanted = { kind: 'records', subject: randomUUID(), withRecords: true, withDecisions: false } as const;
    const plan = planSha256(await this.planning.of(wanted, expired));
    await this.carryingOut.run(this.erasing.noted(wanted, 'retention', OVER, plan, actor), null, expired);
  }

  private async scopeOf(principal: Principal, scope: string): Promise<{ id: string; isOfDocuments: boolean }> {
    if (scope === RECORDS_SCOPE || scope === DECISIONS_SCOPE) return { id: scope, isOfDocuments: false };
    const prefix = scope.startsWith(DECISIONS_ON) ? DECISIONS_ON : '';
    const nameOrId = scope.slice(prefix.length).trim();
    const [collection] = await this.collections.resolve(await this.access.visibilityOf(principal), [nameOrId]);
    return { id: `${prefix}${collection!.id}`, isOfDocuments: prefix === '' };
  }

  private get rows() {
    return this.source.getRepository(RetentionRuleEntity);
  }
}

const OVER = 'The time for which it was to be kept is over.';

function failureOf(id: string, error: unknown): Failure & { id: string } {
  if (!(error instanceof KnowledgeError)) throw error;
  return { id, ...bareFailure(error) };
}
