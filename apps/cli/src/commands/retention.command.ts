import { type Command, Argument } from 'commander';
import {
  DECISIONS_ON,
  type RetentionReportView,
  type RetentionRuleName,
  type RetentionView,
  retentionRuleName,
} from '#contracts';
import { StewardshipCalls } from '../client/stewardship-calls.js';
import { counted, minute } from '../output/format.js';
import { table } from '../output/table.js';
import type { Cli } from '../run.js';
import { textUpTo, wholeNumber } from './parse-options.js';

const EXAMPLES = `
Examples:
  chancery retention set Applications after_removal 180
  chancery retention set records after_answer 3650
  chancery retention set decisions after_closing 3650
  chancery retention set decisions:Payroll after_last_step 1825
  chancery retention run --dry-run`;

/** `run` ends with status 1 when something due could not be disposed of. */
export function registerRetention(program: Command, cli: Cli): void {
  const retention = program.command('retention').description('how long documents, records and decisions are kept');
  retention.addHelpText('after', EXAMPLES);
  retention
    .command('list')
    .description('the rules; what has none is kept for ever')
    .action(
      cli.action<[], unknown>(async (run) => {
        const rules = await new StewardshipCalls(run.client).retention();
        run.print({ rules }, () => rulesAsText(rules));
        return 0;
      }),
    );
  retention
    .command('set')
    .description('set how long a collection, records or decisions are kept')
    .argument('<scope>', '`records`, `decisions`, a collection, or `decisions:COLLECTION`', textUpTo(220))
    .addArgument(new Argument('<rule>', 'from when the time is counted').choices(retentionRuleName.options))
    .argument('[days]', 'how many days; none for `for_ever` and `as_all`', wholeNumber(1, 36_500))
    .action(
      cli.action<[string, RetentionRuleName, number | undefined], unknown>(async (run, scope, rule, days) => {
        const rules = await new StewardshipCalls(run.client).setRetention({ scope, rule, days: days ?? null });
        run.print({ rules }, () => rulesAsText(rules));
        return 0;
      }),
    );
  retention
    .command('run')
    .description('dispose of what is due; the service does so by itself four times a day')
    .option('--dry-run', 'only list it')
    .action(
      cli.action<[], { dryRun?: boolean }>(async (run, { dryRun = false }) => {
        const report = await new StewardshipCalls(run.client).runRetention(dryRun);
        run.print(report, () => reportAsText(report));
        return report.failed.length === 0 ? 0 : 1;
      }),
    );
}

const whatOf = ({ scope, name }: RetentionView): string =>
  scope.startsWith(DECISIONS_ON) ? `Decisions on ${name}` : name;

const rulesAsText = (rules: readonly RetentionView[]): string =>
  table(
    [
      { title: 'WHAT', value: whatOf, max: 50 },
      { title: 'RULE', value: (rule) => rule.rule },
      { title: 'DAYS', value: (rule) => (rule.days === null ? '' : String(rule.days)) },
    ],
    rules,
  );

function reportAsText({ isDryRun, disposed, failed }: RetentionReportView): string {
  const rows = table(
    [
      { title: 'KIND', value: (each) => each.kind },
      { title: 'ID', value: (each) => each.id },
      { title: 'COUNTED FROM', value: (each) => minute(each.since) },
    ],
    disposed,
  );
  const refused = failed.map(({ id, message }) => `${id}: ${message}\n`).join('');
  return `${rows}${counted(disposed.length, 'item')} ${isDryRun ? 'due' : 'disposed of'}.\n${refused}`;
}
