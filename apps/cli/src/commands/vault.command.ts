import type { Command } from 'commander';
import type { VaultStatusView } from '#contracts';
import { StewardshipCalls } from '../client/stewardship-calls.js';
import { counted } from '../output/format.js';
import { pairs } from '../output/table.js';
import type { Cli } from '../run.js';

const ROTATE = `
Records, original files and secrets (of sources, of second factors) stay as they are: what is encrypted anew are their keys. With VAULT_KEY_FILE or VAULT_KEY_COMMAND put the
new key before the old one first, and take the old one away afterwards. A rotation that was interrupted is finished by another one.`;

export function registerVault(program: Command, cli: Cli): void {
  const vault = program.command('vault').description('what records and original files are encrypted under');
  vault
    .command('status')
    .description('where the key comes from, and how much is encrypted under it')
    .action(
      cli.action<[], unknown>(async (run) => {
        const status = await new StewardshipCalls(run.client).vault();
        run.print(status, () => statusAsText(status));
        return 0;
      }),
    );
  vault
    .command('rotate')
    .description('encrypt every data key anew, under a new key')
    .addHelpText('after', ROTATE)
    .action(
      cli.action<[], unknown>(async (run) => {
        const rotated = await new StewardshipCalls(run.client).rotateVault();
        run.print(rotated, () => `${counted(rotated.rewrapped, 'data key')} encrypted anew.\n${statusAsText(rotated)}`);
        return 0;
      }),
    );
}

const statusAsText = ({ source, key, items, behind, unsealed }: VaultStatusView): string =>
  pairs([
    ['key', `${key}, from the ${source}`],
    ['encrypted', counted(items, 'item')],
    ['under an older key', String(behind)],
    ...(unsealed > 0 ? [['still in clear', `${counted(unsealed, 'older record')}, being encrypted`] as const] : []),
  ]);
