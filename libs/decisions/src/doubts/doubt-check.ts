import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AuditLog, type LogEvent } from '#audit';
import type { LogLeaf } from '#contracts';
import { canonicalJson } from '#knowledge';
import { VaultSealBroken } from '#vault';
import { DataSource, In } from 'typeorm';
import { erasedInLog } from '../erased-in-log.js';
import { goneThoughLogged } from '../gone-though-logged.js';
import { raisedEvent, settledEvent } from './doubt.js';
import { DoubtEntity } from './doubt.entity.js';
import { DoubtSeals } from './doubt-seals.js';

const BATCH = 500;

/** Holds findings and what became of them against the log. */
@Injectable()
export class DoubtCheck {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly log: AuditLog,
    private readonly seals: DoubtSeals,
  ) {}

  private get rows() {
    return this.source.getRepository(DoubtEntity);
  }

  /** What does not fit, one sentence each. */
  async problems(): Promise<string[]> {
    const problems: string[] = [];
    for (let offset = 0; ; offset += BATCH) {
      const rows = await this.rows.find({ order: { logIndex: 'ASC', id: 'ASC' }, skip: offset, take: BATCH });
      for (const row of rows) if (!(await this.isVouched(row))) problems.push(edited(row.id));
      if (rows.length < BATCH) break;
    }
    return [...problems, ...(await this.missing())];
  }

  private async isVouched(row: DoubtEntity): Promise<boolean> {
    if (!(await this.says(row.logIndex, raisedEvent(row)))) return false;
    if (row.state === 'open') return row.settledLogIndex === null;
    if (row.settledLogIndex === null) return false;
    const reason = await this.reasonOf(row);
    if (reason === undefined) return false;
    const by = row.settledBy ?? 'system';
    const expected = settledEvent(row.id, row.state, reason ?? '', by);
    // Why, was erased with what it is about: the entry alone knows its hash.
    return this.says(row.settledLogIndex, expected, reason === null ? ['reasonSha256'] : []);
  }

  /** Null where it was erased with the answer or decision; undefined where it was altered, or its key is gone without that. */
  private async reasonOf(row: DoubtEntity): Promise<string | null | undefined> {
    try {
      const reason = (await this.seals.open([row])).get(row.id);
      if (reason || row.settledBy === null) return reason;
    } catch (error) {
      if (error instanceof VaultSealBroken) return undefined;
      throw error;
    }
    const erased = await erasedInLog(this.source, row.targetKind, [row.targetId]);
    if (erased.has(row.targetId)) return null;
    return row.sealedReason === null ? row.reason : undefined;
  }

  private async says(index: number, { kind, actor, subject }: LogEvent, unknown: readonly string[] = []) {
    const said = await this.log.entry(index);
    if (said === null) return false;
    const known = (of: Said['subject']) => Object.entries(of).filter(([name]) => !unknown.includes(name));
    const text = (event: Said) => canonicalJson([event.kind, event.actor, Object.fromEntries(known(event.subject))]);
    return text(said) === text({ kind, actor, subject });
  }

  private async missing(): Promise<string[]> {
    return goneThoughLogged(this.log, {
      kinds: ['doubt.raised'],
      what: 'affected item',
      present: (indexes) => this.rows.find({ select: { logIndex: true }, where: { logIndex: In(indexes) } }),
    });
  }
}

type Said = Pick<LogLeaf, 'kind' | 'actor' | 'subject'>;

const edited = (id: string) => `Affected item ${id}: it does not say what its log entries say; it was edited.`;
