import { Injectable } from '@nestjs/common';
import { JobQueues } from '#jobs';
import { selfTestAccess } from './jobs.js';

/** When the self-test runs: five fields of cron, in UTC; null: never by itself. */
export class SelfTestTime {
  constructor(readonly pattern: string | null) {}
}

/** Has the self-test run once a night, whichever worker takes it and however many there are. */
@Injectable()
export class KeepNightly {
  constructor(
    private readonly queues: JobQueues,
    private readonly time: SelfTestTime,
  ) {}

  /** Every worker asks again and again, because queues may have been emptied; a schedule that stands is left alone. */
  async apply(): Promise<void> {
    const { pattern } = this.time;
    if (pattern === null) await this.queues.unschedule(selfTestAccess, {});
    else await this.queues.schedule(selfTestAccess, {}, { kind: 'cron', pattern, timeZone: 'UTC' });
  }
}
