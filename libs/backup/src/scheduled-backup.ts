import { Injectable } from '@nestjs/common';
import { AuditLog } from '#audit';
import { openSource } from '#database';
import { SystemClock } from '#knowledge';
import type { DataSource } from 'typeorm';
import { BackupFolder } from './backup-folder.js';
import { BackupPlan } from './backup-plan.js';
import { TakeBackup } from './take-backup.js';
import { verifyBackup } from './verify-backup.js';

const CONNECTIONS = 4;
const nobodyWatches = (): void => undefined;

/** A backup that nobody asked for at this moment: made, read again, and the oldest let go of. The log hears how it went. */
@Injectable()
export class ScheduledBackup {
  constructor(private readonly plan: BackupPlan) {}

  /** Connections of its own: others are not to wait for hours. @throws as {@link TakeBackup.run} */
  async run(signal: AbortSignal): Promise<void> {
    const { folder, keep } = this.plan.settings;
    if (folder === null) return;
    const source = await openSource(this.plan.databaseUrl, CONNECTIONS);
    const log = new AuditLog(source, new SystemClock());
    try {
      const isWhole = await this.make(source, log, folder, signal);
      // What is left of the older ones may be all that there is.
      const kept = await BackupFolder.open(folder);
      if (isWhole) await kept.alone(() => kept.prune(keep));
    } finally {
      await source.destroy();
    }
  }

  /** @returns Whether it was found whole. */
  private async make(source: DataSource, log: AuditLog, folder: string, signal: AbortSignal): Promise<boolean> {
    const { places, program, variables } = this.plan;
    const order = {
      folder,
      signal,
      onProgress: nobodyWatches,
      origin: 'schedule',
      by: 'system',
      withModels: false,
    } as const;
    const taking = new TakeBackup(places, source, log, new SystemClock(), program);
    const { manifest } = await taking.run({ ...order, mayMakeFolder: false, settings: variables });
    const found = await verifyBackup(await BackupFolder.open(folder), {
      ...{ id: manifest.id, vault: places.vault, keys: [], onProgress: nobodyWatches, signal },
    });
    const subject = { backup: found.id, manifest: found.sha256, ok: found.ok };
    await log.append([{ kind: 'backup.verified', actor: 'system', subject }]);
    return found.ok;
  }
}
