import type { Command } from 'commander';
import { minute } from '../output/format.js';
import type { Cli } from '../run.js';

/** The way in for the first administrator, and for whoever is locked out of the portal but not of this machine. */
export function registerSignInLink(program: Command, cli: Cli): void {
  program
    .command('sign-in-link')
    .description('print a fresh one-time link to the portal')
    .action(
      cli.action<[], unknown>(async (run) => {
        const link = await run.client.signInLink();
        run.print(link, () => `${link.url}\n`);
        if (!run.isJson) run.notice(`Works once, until ${minute(link.expiresAt)} UTC.`);
        return 0;
      }),
    );
}
