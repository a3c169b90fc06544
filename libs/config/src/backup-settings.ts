import { isAbsolute } from 'node:path';
import { z } from 'zod';
import { nightly } from './nightly.js';

/** Variables about backups that the service makes by itself. */
export const backupVariables = {
  BACKUP_FOLDER: z.string().refine(isAbsolute, 'must be an absolute folder').optional(),
  BACKUP_AT: nightly.default('30 1 * * *'),
  BACKUP_KEEP: z.coerce.number().int().min(1).max(10_000).default(14),
  BACKUP_WARN_DAYS: z.coerce.number().int().min(1).max(3_650).default(7),
};

/** What the service does by itself about backups. */
export interface BackupSettings {
  /** Where the service puts backups; null: it makes none by itself. */
  readonly folder: string | null;
  /** When: cron, in UTC; null: never. */
  readonly pattern: string | null;
  /** How many of the newest stay. */
  readonly keep: number;
  /** From which age of the newest backup on it is something to worry about. */
  readonly warnAfterDays: number;
}

/** Without a folder there are no backups, and so no time for them. */
export const backupSettingsOf = (env: z.infer<z.ZodObject<typeof backupVariables>>): BackupSettings => ({
  folder: env.BACKUP_FOLDER ?? null,
  pattern: env.BACKUP_FOLDER === undefined ? null : env.BACKUP_AT,
  keep: env.BACKUP_KEEP,
  warnAfterDays: env.BACKUP_WARN_DAYS,
});
