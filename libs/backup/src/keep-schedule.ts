import { Injectable } from '@nestjs/common';
import { JobQueues } from '#jobs';
import { BackupPlan } from './backup-plan.js';
import { takeBackup } from './jobs.js';

/** Has backups made by the settings' schedule, whichever worker takes it and however many there are. */
@Injectable()
export class KeepBackupSchedule {
  constructor(
    private readonly queues: JobQueues,
    private readonly plan: BackupPlan,
  ) {}

  /** Every worker asks again and again, because queues may have been emptied; a schedule that stands is left alone. */
  async apply(): Promise<void> {
    const { pattern } = this.plan.settings;
    if (pattern === null) await this.queues.unschedule(takeBackup, {});
    else await this.queues.schedule(takeBackup, {}, { kind: 'cron', pattern, timeZone: 'UTC' });
  }
}
