import type { Command } from 'commander';
import type { ChangeMatter, MatterView } from '#contracts';
import { AccessCalls } from '../client/access-calls.js';
import { minute } from '../output/format.js';
import { oneLine } from '../output/printable.js';
import { table } from '../output/table.js';
import type { Cli } from '../run.js';
import { textUpTo } from './parse-options.js';

const EXAMPLES = `
Documents come under a matter at upload (their metadata "matter", or ingest --matter) or by: chancery documents set ID --matter NUMBER

Examples:
  chancery matters add M-2031-007 "Falcon / sale of the northern plant"
  chancery matters close M-2031-007`;

export function registerMatters(program: Command, cli: Cli): void {
  const matters = program
    .command('matters')
    .description('client and matter numbers that documents and questions belong to')
    .addHelpText('after', EXAMPLES);
  matters
    .command('list')
    .description('matters that you are not barred from')
    .action(
      cli.action<[], unknown>(async (run) => {
        const found = await new AccessCalls(run.client).matters();
        run.print({ matters: found }, () => asTable(found));
        return 0;
      }),
    );
  matters
    .command('add')
    .description('add a matter; documents whose metadata names its number come under it')
    .argument('<number>', 'client or matter number', textUpTo(100))
    .argument('<name>', 'what it is called', textUpTo(120))
    .action(
      cli.action<[string, string], unknown>(async (run, number, name) => {
        const added = await new AccessCalls(run.client).addMatter({ number, name });
        run.print(added, () => asTable([added]));
        return 0;
      }),
    );
  registerChange(matters, cli, 'close', 'let nothing be put under it any more', { closed: true });
  registerChange(matters, cli, 'open', 'open a closed matter again', { closed: false });
}

function registerChange(matters: Command, cli: Cli, name: string, description: string, change: ChangeMatter): void {
  matters
    .command(name)
    .description(description)
    .argument('<matter>', 'number or id', textUpTo(100))
    .action(
      cli.action<[string], unknown>(async (run, matter) => {
        const calls = new AccessCalls(run.client);
        const changed = await calls.changeMatter(await calls.matterId(matter), change);
        run.print(changed, () => asTable([changed]));
        return 0;
      }),
    );
}

const asTable = (matters: readonly MatterView[]): string =>
  table(
    [
      { title: 'NUMBER', value: ({ number }) => oneLine(number), max: 40 },
      { title: 'NAME', value: ({ name }) => oneLine(name), max: 60 },
      { title: 'DOCUMENTS', value: ({ documents }) => String(documents) },
      { title: 'CLOSED', value: ({ closedAt }) => (closedAt ? minute(closedAt) : '') },
    ],
    matters,
  );
