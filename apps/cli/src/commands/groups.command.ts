import type { Command } from 'commander';
import type { GroupView } from '#contracts';
import { AccessCalls } from '../client/access-calls.js';
import { PeopleCalls } from '../client/people-calls.js';
import { oneLine } from '../output/printable.js';
import { table } from '../output/table.js';
import type { Cli } from '../run.js';
import { textUpTo } from './parse-options.js';

const EXAMPLES = `
Grants and walls name a group as group:NAME.

Examples:
  chancery groups add "Litigation"
  chancery groups join "Litigation" "Ines Kolar"
  chancery grants allow group:Litigation Handbook`;

export function registerGroups(program: Command, cli: Cli): void {
  const groups = program
    .command('groups')
    .description('groups of people; for administrators')
    .addHelpText('after', EXAMPLES);
  groups
    .command('list')
    .description('groups with their members')
    .action(
      cli.action<[], unknown>(async (run) => {
        const found = await new AccessCalls(run.client).groups();
        run.print({ groups: found }, () => asTable(found));
        return 0;
      }),
    );
  groups
    .command('add')
    .description('add a group')
    .argument('<name>', 'what it is called', textUpTo(120))
    .action(
      cli.action<[string], unknown>(async (run, name) => {
        const added = await new AccessCalls(run.client).addGroup(name);
        run.print(added, () => asTable([added]));
        return 0;
      }),
    );
  registerMembership(groups, cli, 'join', 'put somebody into a group', true);
  registerMembership(groups, cli, 'leave', 'take somebody out of a group', false);
  groups
    .command('remove')
    .description('remove a group with its grants, and from walls')
    .argument('<group>', 'name or id', textUpTo(120))
    .action(
      cli.action<[string], unknown>(async (run, group) => {
        const calls = new AccessCalls(run.client);
        const id = await calls.groupId(group);
        await calls.removeGroup(id);
        run.print({ removed: id }, () => 'Removed.\n');
        return 0;
      }),
    );
}

function registerMembership(groups: Command, cli: Cli, name: string, description: string, isMember: boolean): void {
  groups
    .command(name)
    .description(description)
    .argument('<group>', 'name or id', textUpTo(120))
    .argument('<person>', 'name or id', textUpTo(120))
    .action(
      cli.action<[string, string], unknown>(async (run, group, person) => {
        const calls = new AccessCalls(run.client);
        const id = await new PeopleCalls(run.client).idOf(person);
        const changed = await calls.setMember(await calls.groupId(group), id, isMember);
        run.print(changed, () => asTable([changed]));
        return 0;
      }),
    );
}

const asTable = (groups: readonly GroupView[]): string =>
  table(
    [
      { title: 'ID', value: ({ id }) => id },
      { title: 'NAME', value: ({ name }) => oneLine(name), max: 40 },
      { title: 'KEPT', value: ({ origin }) => ({ here: 'here', scim: 'by SCIM', oidc: 'by OIDC' })[origin] },
      { title: 'MEMBERS', value: ({ members }) => members.map(({ name }) => oneLine(name)).join(', '), max: 80 },
    ],
    groups,
  );
