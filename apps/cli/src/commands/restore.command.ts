import type { Command } from 'commander';
import type { Environment } from '#config';
import type { RestoreOptions } from '../backup/restore.js';
import type { Cli } from '../run.js';

const ABOUT = `
The backup is put into the data folder (--data), which must be empty or not there yet, and into a new PostgreSQL in it (or the empty database that
DATABASE_URL names). Every byte is checked first. It needs the vault's key, which no backup holds. Start the service afterwards: "chancery up".
What was erased after the backup is there again: carry out those erasures once more. A restoration that was broken off is begun again.

Examples:
  chancery restore /mnt/backups/chancery --data /srv/chancery --vault-keys /media/safe/vault-keys
  chancery restore /mnt/backups/chancery --backup 2031-03-01T02-15-00.000Z --move-aside`;

/** Works on this machine's data folder, which no service may be using. */
export function registerRestore(program: Command, cli: Cli, environment: Environment): void {
  program
    .command('restore')
    .description('put a backup into an empty data folder')
    .argument('<folder>', 'where backups are kept')
    .option('--backup <name>', 'which one; the newest unless named')
    .option('--vault-keys <file>', "file with the vault's keys, for a new data folder")
    .option('--move-aside', 'keep the data folder that is there beside it, under another name')
    .addHelpText('after', ABOUT)
    .action(
      cli.action<[string], RestoreOptions>(async (run, folder, options) => {
        const { restore } = await import('../backup/restore.js');
        const { restoredAsText, restoredView } = await import('../backup/backup-text.js');
        const restored = await restore(run, environment, folder, options);
        run.print(restoredView(restored), () => restoredAsText(restored, run.connection.dataDir));
        return 0;
      }),
    );
}
