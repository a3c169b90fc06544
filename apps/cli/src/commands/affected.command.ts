import { type Command, Option } from 'commander';
import { type AffectedDetail, type AffectedList, type SettleDoubt, doubtState } from '#contracts';
import { DecisionMemoryCalls } from '../client/decision-memory-calls.js';
import { counted, minute } from '../output/format.js';
import { oneLine, printable } from '../output/printable.js';
import { table } from '../output/table.js';
import type { Cli } from '../run.js';
import { textUpTo, uuid, wholeNumber } from './parse-options.js';

interface ListOptions {
  readonly state?: string;
  readonly limit: number;
  readonly offset: number;
}

/** What changed documents put in doubt. */
export function registerAffected(decisions: Command, cli: Cli): void {
  decisions
    .command('affected')
    .description('answers and decisions whose sources changed; with an id, the old and new words of one')
    .argument('[id]', 'id of an item', uuid)
    .addOption(new Option('--state <state>', 'only in this state').choices(doubtState.options))
    .option('--limit <n>', 'how many', wholeNumber(1, 200), 50)
    .option('--offset <n>', 'how many to pass over', wholeNumber(0, 10_000_000), 0)
    .action(
      cli.action<[string | undefined], ListOptions>(async (run, id, options) => {
        const calls = new DecisionMemoryCalls(run.client);
        if (id === undefined) {
          const found = await calls.affected(options);
          run.print(found, () => listAsText(found));
        } else {
          const found = await calls.affectedItem(id);
          run.print(found, () => itemAsText(found));
        }
        return 0;
      }),
    );
  decisions
    .command('settle')
    .description('say what becomes of an affected item')
    .argument('<id>', 'id of an item', uuid)
    .addOption(
      new Option('--verdict <verdict>', 'it stands all the same, it is no matter, or the decision is open again')
        .choices(['stands', 'dismissed', 'reopened'])
        .makeOptionMandatory(),
    )
    .requiredOption('--reason <text>', 'why', textUpTo(4_000))
    .action(
      cli.action<[string], SettleDoubt>(async (run, id, { verdict, reason }) => {
        const found = await new DecisionMemoryCalls(run.client).settle(id, { verdict, reason });
        run.print(found, () => itemAsText(found));
        return 0;
      }),
    );
}

const listAsText = ({ items, total }: AffectedList): string =>
  `${table(
    [
      { title: 'ID', value: ({ id }) => id },
      { title: 'FOUND', value: ({ foundAt }) => minute(foundAt) },
      { title: 'STATE', value: ({ state }) => state },
      { title: 'CAUSE', value: ({ cause }) => cause },
      { title: 'WHAT', value: ({ target }) => target.kind },
      { title: 'QUESTION', value: ({ target }) => target.question, max: 40 },
      { title: 'SOURCE', value: ({ document }) => document?.title ?? 'not in sight', max: 30 },
    ],
    items,
  )}${items.length} of ${counted(total, 'affected item')}\n`;

function itemAsText({ target, cause, document, changes, state, reason, settledBy }: AffectedDetail): string {
  const head = `${target.kind} ${target.id}: "${oneLine(target.question)}"\n${oneLine(document?.title ?? 'A document that you do not see')}: ${cause}\n`;
  const sides = changes.map(
    ({ then, now }) => `\n- ${printable(then.text)}\n+ ${now ? printable(now.text) : '(nothing like it)'}\n`,
  );
  return `${head}${sides.join('')}\n${state}${settledBy ? ` by ${oneLine(settledBy)}: ${printable(reason)}` : ''}\n`;
}
