import { join } from 'node:path';
import { Authenticator } from '#access';
import { AuditLog } from '#audit';
import { type MadeBackup, TakeBackup, placesOf } from '#backup';
import { type Environment, loadSettings, openVariablesOf, programVersion, projectRoot } from '#config';
import { SystemClock } from '#knowledge';
import type { Run } from '../run.js';
import { withInstallation } from './local-installation.js';
import { Stages } from './stages.js';

/** Settings of the installation whose data folder a command names. */
export const settingsFor = (run: Run, environment: Environment) =>
  loadSettings({ ...environment, DATA_DIR: run.connection.dataDir });

/** Files that come with the program, and so are in no backup. */
export const shippedModels = (): string => join(projectRoot(), 'models');

/** Back this machine's installation up, whether its service runs or not. */
export async function makeBackup(
  run: Run,
  environment: Environment,
  folder: string,
  withModels: boolean,
): Promise<MadeBackup> {
  const settings = settingsFor(run, environment);
  const stages = new Stages(run.progress);
  const { onProgress } = stages;
  const order = {
    folder,
    withModels,
    onProgress,
    signal: run.signal,
    mayMakeFolder: true,
    origin: 'command_line',
  } as const;
  try {
    return await withInstallation(settings, run.notice, async (source) => {
      const [clock, places] = [new SystemClock(), placesOf(settings, shippedModels())];
      const taking = new TakeBackup(places, source, new AuditLog(source, clock), clock, programVersion());
      const { token } = run.connection;
      // Nobody is known where there is no key, or one of another installation.
      const by = (token && (await new Authenticator(source, clock).ownerOf(token))) ?? 'system';
      return taking.run({ ...order, by, settings: openVariablesOf(environment) });
    });
  } finally {
    stages.end();
  }
}
