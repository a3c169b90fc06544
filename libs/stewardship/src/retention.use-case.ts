import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AccessPolicy, Standing } from '#access';
import { AuditLog } from '#audit';
import { EraseRecords } from '#decisions';
import { Clock, KnowledgeError, type Principal } from '#knowledge';
import { CollectionRepository, EraseDocument } from '#library';
import { DataSource } from 'typeorm';
import { CarryOutErasure } from './carry-out-erasure.js';
import { Erase } from './erase.use-case.js';
import { planSha256 } from './erasure-plan.js';
import { RetentionTooShort } from './errors.js';
import { PlanErasure } from './plan-erasure.js';
import { RetentionRuleEntity } from './retention-rule.entity.js';

/** EU AI Act, article 26(6): logs of high-risk systems are kept for six months at least. */
export const LEAST_RECORD_DAYS = 184;
const DAY_MS = 86_400_000;
/** One run disposes of no more of a kind; the next goes on. */
const MOST_AT_ONCE = 1_000;
export const RECORDS = 'records';

export interface RetentionRule {
  /** Id of a collection, or `records`. */
  readonly scope: string;
  readonly name: string;
  readonly rule: RetentionRuleEntity['rule'];
  readonly days: number | null;
}

/** Something whose time is over. */
export interface Disposal {
  readonly scope: string;
  readonly kind: 'document' | 'record';
  readonly id: string;
  /** From when its time was counted. */
  readonly since: Date;
}

export interface RetentionReport {
  readonly isDryRun: boolean;
  readonly disposed: readonly Disposal[];
  /** What could not be disposed of, and why. */
  readonly failed: readonly { readonly id: string; readonly code: string; readonly message: string }[];
}

/** How long documents and records are kept, and disposing of those whose time is over. */
@Injectable()
export class Retention {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly access: AccessPolicy,
    private readonly collections: CollectionRepository,
    private readonly documents: EraseDocument,
    private readonly records: EraseRecords,
    private readonly planning: PlanErasure,
    private readonly erasing: Erase,
    private readonly carryingOut: CarryOutErasure,
    private readonly log: AuditLog,
    private readonly clock: Clock,
    private readonly standing: Standing,
  ) {}

  /** Every collection in sight, and the records; what has no rule is kept for ever. */
  async list(principal: Principal): Promise<RetentionRule[]> {
    this.access.require(principal, 'see holds and erasures');
    const rules = new Map((await this.rows.find()).map((row) => [row.scope, row]));
    const collections = await this.collections.list(await this.access.visibilityOf(principal));
    return [{ id: RECORDS, name: 'Records of answers' }, ...collections].map(({ id: scope, name }) => {
      const { rule = 'for_ever', days = null } = rules.get(scope) ?? {};
      return { scope, name, rule, days };
    });
  }

  /** @param scope `records`, or a collection by name or id. @throws NotAllowed, CollectionNotFound, RetentionTooShort */
  async set(
    principal: Principal,
    scope: string,
    { rule, days }: { rule: RetentionRule['rule']; days: number | null },
  ): Promise<RetentionRule[]> {
    this.access.require(principal, 'manage retention');
    const id = scope === RECORDS ? RECORDS : await this.collectionId(principal, scope);
    if (id === RECORDS && days !== null && days < LEAST_RECORD_DAYS) throw new RetentionTooShort(LEAST_RECORD_DAYS);
    await this.source.transaction(async (manager) => {
      const row = { scope: id, rule, days, setBy: principal.userId, setAt: this.clock.now() };
      await manager.upsert(RetentionRuleEntity, row, ['scope']);
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
    const due = await this.due();
    if (isDryRun || due.length === 0) return { isDryRun, disposed: due, failed: [] };
    const failed: { id: string; code: string; message: string }[] = [];
    for (const each of due.filter(({ kind }) => kind === 'document'))
      await this.inNameOf(actor, () => this.disposeOfDocument(each.id, actor)).catch((error: unknown) =>
        failed.push(failureOf(each.id, error)),
      );
    const records = due.filter(({ kind }) => kind === 'record');
    if (records.length > 0)
      await this.inNameOf(actor, () => this.disposeOfRecords(actor)).catch((error: unknown) =>
        failed.push(failureOf(RECORDS, error)),
      );
    const gone = due.filter(({ id, kind }) => !failed.some((each) => each.id === (kind === 'record' ? RECORDS : id)));
    const subject = { disposed: gone.length, failed: due.length - gone.length };
    await this.log.append([{ kind: 'retention.carried_out', actor, subject }]);
    return { isDryRun, disposed: gone, failed };
  }

  /** Asked anew before each, so that a run does not outlive the right of who began it. */
  private async inNameOf(actor: string, work: () => Promise<void>): Promise<void> {
    await this.standing.require(actor, 'manage retention');
    await work();
  }

  private async due(): Promise<Disposal[]> {
    const due: Disposal[] = [];
    for (const { scope, rule, days } of await this.rows.find({ order: { scope: 'ASC' } })) {
      if (rule === 'for_ever' || days === null) continue;
      const before = new Date(this.clock.now().getTime() - days * DAY_MS);
      const found =
        rule === 'after_answer'
          ? await this.records.expired(before, MOST_AT_ONCE)
          : await this.documents.expired(scope, rule, before, MOST_AT_ONCE);
      const kind = rule === 'after_answer' ? 'record' : 'document';
      due.push(...found.map(({ id, since }): Disposal => ({ scope, kind, id, since })));
    }
    return due;
  }

  private async disposeOfDocument(id: string, actor: string): Promise<void> {
    const wanted = { kind: 'document', subject: id, withRecords: false, withDecisions: false } as const;
    const plan = planSha256(await this.planning.of(wanted));
    await this.carryingOut.run(this.erasing.noted(wanted, 'retention', OVER, plan, actor), null);
  }

  private async disposeOfRecords(actor: string): Promise<void> {
    const rule = await this.rows.findOneByOrFail({ scope: RECORDS });
    const before = new Date(this.clock.now().getTime() - (rule.days ?? 0) * DAY_MS);
    const expired = (await this.records.expired(before, MOST_AT_ONCE)).sort((a, b) => (a.id < b.id ? -1 : 1));
    const wanted = { kind: 'records', subject: randomUUID(), withRecords: true, withDecisions: false } as const;
    const plan = planSha256(await this.planning.of(wanted, expired));
    await this.carryingOut.run(this.erasing.noted(wanted, 'retention', OVER, plan, actor), null, expired);
  }

  private async collectionId(principal: Principal, nameOrId: string): Promise<string> {
    const [collection] = await this.collections.resolve(await this.access.visibilityOf(principal), [nameOrId]);
    return collection!.id;
  }

  private get rows() {
    return this.source.getRepository(RetentionRuleEntity);
  }
}

const OVER = 'The time for which it was to be kept is over.';

function failureOf(id: string, error: unknown): { id: string; code: string; message: string } {
  if (!(error instanceof KnowledgeError)) throw error;
  return { id, code: error.code, message: error.message };
}
