import type { Command } from 'commander';
import { type AccessReason, type AccessReport, joinPresent } from '#contracts';
import { AccessCalls } from '../client/access-calls.js';
import { minute } from '../output/format.js';
import { oneLine } from '../output/printable.js';
import { table } from '../output/table.js';
import type { Cli } from '../run.js';
import { textUpTo, uuid } from './parse-options.js';

const EXAMPLES = `
Examples:
  chancery access report --matter M-2031-007 --at 2031-03-01
  chancery access report --collection Payroll --json`;

interface Options {
  readonly matter?: string;
  readonly collection?: string;
  readonly document?: string;
  readonly at?: string;
}

/** A self-test that fails ends with status 1, so that a scheduler notices. */
export function registerAccess(program: Command, cli: Cli): void {
  const access = program.command('access').description('who may see what; for administrators and auditors');
  access
    .command('self-test')
    .description('look for canary documents by every way of reading; exit status 1 when one saw too much or too little')
    .action(
      cli.action<[], unknown>(async (run) => {
        const result = await new AccessCalls(run.client).selfTest();
        run.print(result, () => `${result.looks} looks. ${result.ok ? 'All is well.' : result.wrong.join('\n')}\n`);
        return result.ok ? 0 : 1;
      }),
    );
  access
    .command('report')
    .description('who could see a matter, collection or document, when, and why')
    .option('--matter <number>', 'number or id', textUpTo(100))
    .option('--collection <name>', 'name or id', textUpTo(120))
    .option('--document <id>', 'document id', uuid)
    .option('--at <when>', 'ISO date (its end, UTC) or time; now when left out', textUpTo(40))
    .addHelpText('after', EXAMPLES)
    .action(
      cli.action<[], Options>(async (run, { matter, collection, document, at }) => {
        const report = await new AccessCalls(run.client).report({ matter, collection, document, at });
        run.print(report, () => asText(report));
        return 0;
      }),
    );
}

function asText({ about, at, version, people, views }: AccessReport): string {
  const rows = table(
    [
      { title: 'PERSON', value: ({ name }) => oneLine(name), max: 40 },
      { title: 'ROLE', value: ({ role, isSuspended }) => (isSuspended ? `${role}, suspended` : role) },
      { title: 'SEES', value: ({ sees }) => sees },
      { title: 'DOCUMENTS', value: ({ documents: { seen, of } }) => `${seen} of ${of}` },
      { title: 'WHY', value: ({ reasons }) => reasons.map(inWords).join('; '), max: 100 },
    ],
    people,
  );
  return `${about.kind} ${oneLine(about.name)}, ${minute(at)} UTC (change ${version})\n${rows}${viewsAsText(views)}`;
}

function viewsAsText(views: AccessReport['views']): string {
  if (views.length === 0) return '';
  const rows = table(
    [
      { title: 'LOOKED', value: ({ viewer }) => oneLine(viewer.name), max: 40 },
      { title: 'AS', value: ({ person }) => oneLine(person.name), max: 40 },
      { title: 'BEGAN', value: ({ beganAt }) => minute(beganAt) },
      { title: 'ENDED', value: ({ endedAt }) => (endedAt ? minute(endedAt) : 'runs') },
      { title: 'WHY', value: ({ reason }) => oneLine(reason), max: 100 },
    ],
    views,
  );
  return `\nWith somebody else's eyes:\n${rows}`;
}

function inWords({ effect, kind, object, group, wall }: AccessReason): string {
  if (kind === 'role') return 'administrator';
  const what = wall ? `wall ${oneLine(wall.name)}` : effect === 'deny' ? 'denial' : 'grant';
  return joinPresent([what, object && `at ${oneLine(object.name)}`, group && `by ${oneLine(group.name)}`], ' ');
}
