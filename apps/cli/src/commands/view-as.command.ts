import type { Command } from 'commander';
import type { WouldBeCited } from '#contracts';
import { WrongUsage } from '../client/errors.js';
import { ViewCalls } from '../client/view-calls.js';
import { counted } from '../output/format.js';
import { oneLine, printable } from '../output/printable.js';
import type { Cli } from '../run.js';
import { eachCollection, textUpTo } from './parse-options.js';

const EXAMPLES = `
With --view-as an administrator sees what that person sees, less what the administrator is barred from; so do search, documents and
collections. Nothing is asked in their name, nothing changes, and the log names both.
The reason is shown by the access report.

Examples:
  chancery --view-as "Ines Kolar" --view-reason "Ticket 4711" would-cite "How long is the notice period?"
  chancery --view-as "Ines Kolar" --view-reason "Ticket 4711" search "notice period" -c Contracts`;

/** `would-cite`, which only makes sense under the global option `--view-as`. */
export function registerWouldCite(program: Command, cli: Cli): void {
  program
    .command('would-cite')
    .description('what would be cited to somebody who asked this; needs --view-as, for administrators')
    .argument('<question>', 'what they would ask', textUpTo(2_000))
    .option('-c, --collection <name>', 'only this collection; may be repeated', eachCollection)
    .addHelpText('after', EXAMPLES)
    .action(
      cli.action<[string], { readonly collection?: string[] }>(async (run, question, { collection = [] }) => {
        if (!run.isView) throw new WrongUsage('Say whose eyes to look with: --view-as NAME.');
        const found = await new ViewCalls(run.client).wouldCite({ question, collections: collection });
        run.print(found, () => asText(found));
        return 0;
      }),
    );
}

function asText({ citations, refusal, documents }: WouldBeCited): string {
  const quotes = citations.map(
    ({ n, title, page, quote }) => `[${n}] ${oneLine(title)}, page ${page}\n    "${printable(quote)}"\n`,
  );
  return `${quotes.join('')}${refusal ? `${refusal.message}\n` : ''}${counted(documents, 'document')} in sight.\n`;
}
