import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AuditLog, type LogEvent } from '#audit';
import { Clock } from '#knowledge';
import { DataSource } from 'typeorm';
import { ReminderEntity } from './reminder.entity.js';

const BATCH = 500;

/** Notes, once for each, that the day has come on which a decision is to be looked at again. */
@Injectable()
export class RemindReviews {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly log: AuditLog,
    private readonly clock: Clock,
  ) {}

  async pending(): Promise<boolean> {
    return (await this.due(1)).length > 0;
  }

  /** @returns How many. */
  async run(): Promise<number> {
    let reminded = 0;
    for (;;) {
      const due = await this.due(BATCH);
      const [first, ...rest] = due.map(({ id, reviewOn }): LogEvent => ({
        ...{ kind: 'decision.review_due', actor: 'system', subject: { decision: id, reviewOn } },
      }));
      if (!first) return reminded;
      await this.source.transaction(async (manager) => {
        const { index } = await this.log.append([first, ...rest], manager);
        const rows = due.map(({ id, reviewOn }, i) => ({
          ...{ decisionId: id, reviewOn, remindedAt: this.clock.now(), logIndex: index + 1 - due.length + i },
        }));
        // A second worker that was as quick fails here, and its entries with it.
        await manager.insert(ReminderEntity, rows);
      });
      reminded += due.length;
    }
  }

  private due(limit: number): Promise<{ id: string; reviewOn: string }[]> {
    return this.source.query(
      `SELECT d.id, d.review_on AS "reviewOn" FROM decisions d WHERE d.state = 'approved' AND d.review_on <= $1
         AND NOT EXISTS (SELECT 1 FROM decision_reminders r WHERE r.decision_id = d.id AND r.review_on = d.review_on)
       ORDER BY d.review_on, d.id LIMIT ${limit}`,
      [this.clock.now().toISOString().slice(0, 10)],
    );
  }
}
