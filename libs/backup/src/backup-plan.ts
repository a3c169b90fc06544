import type { BackupSettings } from '#config';
import type { InstallationPlaces } from './places.js';

/** What the service does about backups by itself. */
export class BackupPlan {
  constructor(
    readonly settings: BackupSettings,
    readonly databaseUrl: string,
    readonly places: InstallationPlaces,
    /** Version of the program. */
    readonly program: string,
    /** Settings that are no secrets. */
    readonly variables: Readonly<Record<string, string>>,
  ) {}
}
