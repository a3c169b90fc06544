import { type Command, Argument } from 'commander';
import { type HoldKindName, type HoldView, holdKind } from '#contracts';
import { StewardshipCalls } from '../client/stewardship-calls.js';
import { counted, minute } from '../output/format.js';
import { table } from '../output/table.js';
import type { Cli } from '../run.js';
import { textUpTo, uuid } from './parse-options.js';

const EXAMPLES = `
While a hold stands, nothing that it covers is deleted: not removed, not disposed of when its time is over, not erased.

Examples:
  chancery holds add matter 2024-117 --reason "Litigation notice of 3 May"
  chancery holds add collection Payroll --reason "Tax audit"
  chancery holds lift 0190c3a2-… --reason "The case is closed"`;

export function registerHolds(program: Command, cli: Cli): void {
  const holds = program
    .command('holds')
    .description('legal holds: what may not be deleted')
    .addHelpText('after', EXAMPLES);
  holds
    .command('list')
    .description('holds that stand, newest first')
    .option('--all', 'lifted ones, too')
    .action(
      cli.action<[], { all?: boolean }>(async (run, { all }) => {
        const found = await new StewardshipCalls(run.client).holds(all ? 'all' : 'standing');
        run.print({ holds: found }, () => asText(found));
        return 0;
      }),
    );
  holds
    .command('add')
    .description('keep something from being deleted')
    .addArgument(new Argument('<kind>', 'what it is').choices(holdKind.options))
    .argument('<object>', 'id of the document or person, name of the collection, number of the matter', textUpTo(200))
    .requiredOption('--reason <text>', 'why', textUpTo(2_000))
    .action(
      cli.action<[HoldKindName, string], { reason: string }>(async (run, kind, object, { reason }) => {
        const hold = await new StewardshipCalls(run.client).placeHold({ kind, object, reason });
        run.print(hold, () => asText([hold]));
        return 0;
      }),
    );
  holds
    .command('lift')
    .description('let it be deleted again')
    .argument('<id>', 'hold id', uuid)
    .requiredOption('--reason <text>', 'why', textUpTo(2_000))
    .action(
      cli.action<[string], { reason: string }>(async (run, id, { reason }) => {
        await new StewardshipCalls(run.client).liftHold(id, reason);
        run.print({ lifted: id }, () => `Hold ${id} is lifted.\n`);
        return 0;
      }),
    );
}

const asText = (holds: readonly HoldView[]): string =>
  table(
    [
      { title: 'ID', value: (hold) => hold.id },
      { title: 'KIND', value: (hold) => hold.kind },
      { title: 'WHAT', value: (hold) => hold.name || hold.object, max: 40 },
      {
        title: 'COVERS',
        value: ({ documents, records, decisions }) =>
          [counted(documents, 'document'), counted(records, 'record'), counted(decisions, 'decision')].join(', '),
      },
      { title: 'SINCE', value: (hold) => minute(hold.placedAt) },
      { title: 'LIFTED', value: (hold) => (hold.liftedAt ? minute(hold.liftedAt) : '') },
      { title: 'REASON', value: (hold) => hold.reason, max: 60 },
    ],
    holds,
  );
