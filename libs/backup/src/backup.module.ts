import { type DynamicModule, Module } from '@nestjs/common';
import { BackupPlan } from './backup-plan.js';
import { KeepBackupSchedule } from './keep-schedule.js';
import { ScheduledBackup } from './scheduled-backup.js';

/** For the worker, which makes backups by itself. Needs the queues to be global. */
@Module({})
export class BackupModule {
  static with(plan: BackupPlan): DynamicModule {
    return {
      module: BackupModule,
      providers: [...[KeepBackupSchedule, ScheduledBackup], { provide: BackupPlan, useValue: plan }],
      exports: [KeepBackupSchedule, ScheduledBackup],
    };
  }
}
