import type { Command } from 'commander';
import type { GrantAccess } from '#contracts';
import { PeopleCalls } from '../client/people-calls.js';
import { oneLine } from '../output/printable.js';
import { table } from '../output/table.js';
import type { Cli } from '../run.js';
import { collection, textUpTo } from './parse-options.js';

const EXAMPLES = `
Readers, librarians and auditors see what they are allowed; administrators everything. A denial beats both.

Examples:
  chancery grants allow "Ines Kolar" Handbook
  chancery grants deny "Ines Kolar" Payroll
  chancery grants clear "Ines Kolar" Payroll`;

export function registerGrants(program: Command, cli: Cli): void {
  const grants = program
    .command('grants')
    .description('who may see which collection; for administrators')
    .addHelpText('after', EXAMPLES);
  grants
    .command('list')
    .description('what somebody was granted or denied')
    .argument('<person>', 'name or id', textUpTo(120))
    .action(
      cli.action<[string], unknown>(async (run, person) => {
        const calls = new PeopleCalls(run.client);
        const found = await calls.grants(await calls.idOf(person));
        run.print({ grants: found }, () =>
          table(
            [
              { title: 'COLLECTION', value: ({ collection: { name } }) => oneLine(name) },
              { title: 'ACCESS', value: ({ access }) => access },
            ],
            found,
          ),
        );
        return 0;
      }),
    );
  registerSet(grants, cli, 'allow', 'let somebody see a collection');
  registerSet(grants, cli, 'deny', 'bar somebody from a collection, whatever else they may see');
  grants
    .command('clear')
    .description('take a grant or a denial back')
    .argument('<person>', 'name or id', textUpTo(120))
    .argument('<collection>', 'name or id', collection)
    .action(
      cli.action<[string, string], unknown>(async (run, person, name) => {
        const calls = new PeopleCalls(run.client);
        const id = await calls.idOf(person);
        await calls.clearGrant(id, name);
        run.print({ cleared: { person: id, collection: name } }, () => 'Cleared.\n');
        return 0;
      }),
    );
}

function registerSet(grants: Command, cli: Cli, access: GrantAccess, description: string): void {
  grants
    .command(access)
    .description(description)
    .argument('<person>', 'name or id', textUpTo(120))
    .argument('<collection>', 'name or id', collection)
    .action(
      cli.action<[string, string], unknown>(async (run, person, name) => {
        const calls = new PeopleCalls(run.client);
        const grant = await calls.grant(await calls.idOf(person), name, access);
        run.print(grant, () => `${grant.collection.name}: ${access}.\n`);
        return 0;
      }),
    );
}
