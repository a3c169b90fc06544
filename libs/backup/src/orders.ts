import type { Migration } from '#database';
import type { OnProgress } from './progress.js';

/** Why a backup is made, as the log says it. */
export type BackupOrigin = 'command_line' | 'schedule';

/** What a backup is made with. */
export interface BackupOrder {
  readonly folder: string;
  /** Whether the folder is made when it is missing: not where a mount may be missing, and nobody looks. */
  readonly mayMakeFolder: boolean;
  readonly origin: BackupOrigin;
  /** User id of who asked for it; `system` where nobody did, or nobody knows who. */
  readonly by: string;
  /** Whether files of models come, too; they can be fetched again. */
  readonly withModels: boolean;
  /** Settings that are no secrets, for whoever sets the installation up anew. */
  readonly settings: Readonly<Record<string, string>>;
  readonly onProgress: OnProgress;
  readonly signal: AbortSignal;
}

/** What a backup is restored with. */
export interface RestoreOrder {
  /** Every migration of this program, oldest first. */
  readonly migrations: readonly Migration[];
  /** Key of who asked for it, which the restored rows may know; null where there is none. */
  readonly key: string | null;
  readonly onProgress: OnProgress;
  readonly signal: AbortSignal;
}
