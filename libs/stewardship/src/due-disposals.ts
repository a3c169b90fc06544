import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DECISIONS_ON, DECISIONS_SCOPE, RECORDS_SCOPE } from '#contracts';
import { EraseDecisions, EraseRecords } from '#decisions';
import { EraseDocument } from '#library';
import { DataSource } from 'typeorm';
import { RetentionRuleEntity } from './retention-rule.entity.js';

const DAY_MS = 86_400_000;
/** One run disposes of no more of a rule; the next goes on. */
export const MOST_AT_ONCE = 1_000;

/** Something whose time is over. */
export interface Disposal {
  readonly scope: string;
  readonly kind: 'document' | 'record' | 'decision';
  readonly id: string;
  /** From when its time was counted. */
  readonly since: Date;
}

type Rule = Pick<RetentionRuleEntity, 'scope' | 'rule' | 'days'>;

/** Finds what the rules say is over. What is under a hold is not due. */
@Injectable()
export class DueDisposals {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly documents: EraseDocument,
    private readonly records: EraseRecords,
    private readonly decisions: EraseDecisions,
  ) {}

  /** Decisions first: records that they rested on are due once they are gone, so at the next look. */
  async find(now: Date): Promise<Disposal[]> {
    const rules = await this.source.getRepository(RetentionRuleEntity).find({ order: { scope: 'ASC' } });
    const [ofDecisions, others] = [rules.filter(isOfDecisions), rules.filter((rule) => !isOfDecisions(rule))];
    const due = [await this.decisionsDue(ofDecisions, now)];
    for (const rule of others) due.push(await this.othersDue(rule, now));
    return due.flat();
  }

  private async decisionsDue(rules: readonly Rule[], now: Date): Promise<Disposal[]> {
    const terms = rules.map(({ scope, rule, days }) => ({
      collection: scope === DECISIONS_SCOPE ? null : scope.slice(DECISIONS_ON.length),
      ...{ rule, days },
    }));
    const found = await this.decisions.expired(terms, now, MOST_AT_ONCE);
    return found.map(({ id, since }) => ({ scope: DECISIONS_SCOPE, kind: 'decision', id, since }));
  }

  private async othersDue({ scope, rule, days }: Rule, now: Date): Promise<Disposal[]> {
    if (days === null) return [];
    const before = new Date(now.getTime() - days * DAY_MS);
    const named = (kind: Disposal['kind'], found: readonly Pick<Disposal, 'id' | 'since'>[]) =>
      found.map(({ id, since }): Disposal => ({ scope, kind, id, since }));
    if (scope === RECORDS_SCOPE) return named('record', await this.records.expired(before, MOST_AT_ONCE));
    if (rule !== 'after_removal' && rule !== 'after_revision') return [];
    return named('document', await this.documents.expired(scope, rule, before, MOST_AT_ONCE));
  }
}

const isOfDecisions = ({ scope }: Rule): boolean => scope === DECISIONS_SCOPE || scope.startsWith(DECISIONS_ON);
