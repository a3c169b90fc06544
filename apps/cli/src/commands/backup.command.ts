import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { Environment } from '#config';
import { bytes, counted } from '../output/format.js';
import type { Cli, Run } from '../run.js';
import { wholeNumber } from './parse-options.js';

const ABOUT = `
Everything of the installation in the data folder goes into FOLDER: database, original files, search index, signing key, measurements, which
models there are. It is encrypted under the vault's key, which is not in it. The service may run meanwhile. What an earlier backup in FOLDER has is
not copied again. "verify", "list" and "prune" look after a folder of backups; one of these names is given as ./NAME.

Examples:
  chancery backup /mnt/backups/chancery
  chancery backup /mnt/backups/chancery --keep 14
  chancery backup verify /mnt/backups/chancery`;

interface BackupOptions {
  readonly withModels?: boolean;
  readonly keep?: number;
}

interface VerifyOptions {
  readonly backup?: string;
  readonly key?: readonly string[];
}

/** Loaded by the command that is run: no other one has to do with a database. */
const room = () => import('#backup');

/**
 * Works on this machine's data folder, also while no service runs. Ends with status 1 when something could not be
 * backed up, or does not verify.
 */
export function registerBackup(program: Command, cli: Cli, environment: Environment): void {
  const backup = program
    .command('backup')
    .description('back up the installation of this machine, while it runs')
    .argument('<folder>', 'where backups are kept; made when it is missing')
    .option('--with-models', 'files of imported models, too')
    .option('--keep <number>', 'let go of all but the newest N backups afterwards', wholeNumber(1, 10_000))
    .addHelpText('after', ABOUT)
    .action(
      cli.action<[string], BackupOptions>(async (run, folder, options) => {
        const { makeBackup } = await import('../backup/make-backup.js');
        const { asView, madeAsText } = await import('../backup/backup-text.js');
        const made = await makeBackup(run, environment, folder, options.withModels ?? false);
        const pruned = options.keep === undefined ? null : await prune(folder, options.keep);
        const view = { ...asView(made, made.bytes), copiedBytes: made.copiedBytes, removed: pruned?.removed ?? [] };
        run.print(view, () => madeAsText(made, resolve(folder)));
        return made.manifest.missing.length === 0 ? 0 : 1;
      }),
    );
  registerVerify(backup, cli, environment);
  registerList(backup, cli);
  registerPrune(backup, cli);
}

function registerVerify(backup: Command, cli: Cli, environment: Environment): void {
  backup
    .command('verify')
    .description('read every byte of a backup, and derive the log inside anew')
    .argument('<folder>', 'where backups are kept')
    .option('--backup <name>', 'which one; the newest unless named')
    .option('--key <key>', "public key of the log that the backup's checkpoint must be signed by; repeatable", eachKey)
    .action(
      cli.action<[string], VerifyOptions>(async (run, folder, options) => {
        const { verifiedAsText } = await import('../backup/backup-text.js');
        const found = await verify(run, environment, folder, options);
        run.print(found, () => verifiedAsText(found));
        return found.ok ? 0 : 1;
      }),
    );
}

async function verify(run: Run, environment: Environment, folder: string, options: VerifyOptions) {
  const [{ BackupFolder, verifyBackup }, { settingsFor }, { Stages }] = await Promise.all([
    room(),
    import('../backup/make-backup.js'),
    import('../backup/stages.js'),
  ]);
  const stages = new Stages(run.progress);
  const { vault } = settingsFor(run, environment);
  const order = { id: options.backup, vault, keys: options.key ?? [], onProgress: stages.onProgress };
  try {
    return await verifyBackup(await BackupFolder.open(folder), { ...order, signal: run.signal });
  } finally {
    stages.end();
  }
}

function registerList(backup: Command, cli: Cli): void {
  backup
    .command('list')
    .description('the backups in a folder')
    .argument('<folder>', 'where backups are kept')
    .action(
      cli.action<[string], unknown>(async (run, path) => {
        const { BackupFolder, sizeOfBackup } = await room();
        const { asView, listAsText } = await import('../backup/backup-text.js');
        const folder = await BackupFolder.open(path);
        const backups: ReturnType<typeof asView>[] = [];
        for (const id of await folder.ids()) {
          const known = await folder.read(id);
          backups.push(asView(known, sizeOfBackup(known.manifest)));
        }
        run.print({ backups }, () => listAsText(backups));
        return 0;
      }),
    );
}

function registerPrune(backup: Command, cli: Cli): void {
  backup
    .command('prune')
    .description('let go of old backups')
    .argument('<folder>', 'where backups are kept')
    .requiredOption('--keep <number>', 'how many of the newest stay', wholeNumber(1, 10_000))
    .action(
      cli.action<[string], { readonly keep: number }>(async (run, folder, { keep }) => {
        const pruned = await prune(folder, keep);
        run.print(
          pruned,
          () => `${counted(pruned.removed.length, 'backup')} removed, ${bytes(pruned.freedBytes)} given back.\n`,
        );
        return 0;
      }),
    );
}

async function prune(path: string, keep: number) {
  const { BackupFolder } = await room();
  const folder = await BackupFolder.open(path);
  return folder.alone(() => folder.prune(keep));
}

const eachKey = (text: string, before: readonly string[] = []): string[] => [...before, text];
