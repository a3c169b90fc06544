import { Argument, type Command, Option } from 'commander';
import { type ChangePerson, type PersonDetail, type PersonRole, personRole } from '#contracts';
import { PeopleCalls } from '../client/people-calls.js';
import { minute } from '../output/format.js';
import { oneLine } from '../output/printable.js';
import { table } from '../output/table.js';
import type { Cli, ExitStatus, Run } from '../run.js';
import { textUpTo } from './parse-options.js';

const EXAMPLES = `
A person is named by the id that the list prints, or by a name that only they have.

Examples:
  chancery people add "Ines Kolar" --role librarian
  chancery grants allow "Ines Kolar" Handbook
  chancery people suspend "Ines Kolar"`;

export function registerPeople(program: Command, cli: Cli): void {
  const people = program
    .command('people')
    .description('who may sign in, and as what; for administrators')
    .addHelpText('after', EXAMPLES);
  registerList(people, cli);
  registerAdd(people, cli);
  registerChanges(people, cli);
  registerLinks(people, cli);
}

function registerList(people: Command, cli: Cli): void {
  people
    .command('list')
    .description('everybody, oldest first')
    .action(
      cli.action<[], unknown>(async (run) => {
        const found = await new PeopleCalls(run.client).people();
        run.print({ people: found }, () => asTable(found));
        return 0;
      }),
    );
}

interface AddOptions {
  readonly role: PersonRole;
  readonly login?: string;
  readonly email?: string;
}

function registerAdd(people: Command, cli: Cli): void {
  people
    .command('add')
    .description('add a person and print the link that signs them in, once')
    .argument('<name>', 'what they are called', textUpTo(120))
    .addOption(new Option('--role <role>', 'what they may do').choices(personRole.options).default('reader'))
    .option('--login <name>', 'what they sign in by, besides links', textUpTo(200))
    .option('--email <address>', 'their e-mail address', textUpTo(254))
    .action(
      cli.action<[string], AddOptions>(async (run, name, { role, login = null, email = null }) => {
        const added = await new PeopleCalls(run.client).add({ name, role, login, email });
        run.print(added, () => `${added.link.url}\n`);
        if (!run.isJson)
          run.notice(`Added ${added.person.id}. The link works once, until ${minute(added.link.expiresAt)} UTC.`);
        return 0;
      }),
    );
}

function registerChanges(people: Command, cli: Cli): void {
  ofPerson(people, 'role', 'give somebody another role')
    .addArgument(new Argument('<role>', 'the new role').choices(personRole.options))
    .action(cli.action<[string, PersonRole], unknown>((run, person, role) => change(run, person, { role })));
  ofPerson(people, 'login', 'give somebody another sign-in name')
    .argument('<login>', 'the new sign-in name', textUpTo(200))
    .action(cli.action<[string, string], unknown>((run, person, login) => change(run, person, { login })));
  ofPerson(people, 'suspend', 'end their sessions and running answers; their keys stop working').action(
    cli.action<[string], unknown>((run, person) => change(run, person, { suspended: true })),
  );
  ofPerson(people, 'reinstate', 'let a suspended person in again').action(
    cli.action<[string], unknown>((run, person) => change(run, person, { suspended: false })),
  );
}

/** A command that names one person first. */
const ofPerson = (people: Command, name: string, description: string): Command =>
  people.command(name).description(description).argument('<person>', 'name or id', textUpTo(120));

async function change(run: Run, person: string, to: ChangePerson): Promise<ExitStatus> {
  const calls = new PeopleCalls(run.client);
  const changed = await calls.change(await calls.idOf(person), to);
  run.print(changed, () => asTable([changed]));
  return 0;
}

function registerLinks(people: Command, cli: Cli): void {
  const lost = 'somebody lost their password: take it away, end their sessions, print a link to set up anew';
  ofPerson(people, 'reset', lost)
    .option('--factors', 'their authenticator app, passkeys and recovery codes, too')
    .action(
      cli.action<[string], { readonly factors?: boolean }>((run, person, { factors = false }) =>
        printLink(run, person, (calls, id) => calls.reset(id, factors)),
      ),
    );
  ofPerson(people, 'link', 'print a fresh one-time link for somebody').action(
    cli.action<[string], unknown>((run, person) => printLink(run, person, (calls, id) => calls.link(id))),
  );
}

async function printLink(
  run: Run,
  person: string,
  make: (calls: PeopleCalls, id: string) => ReturnType<PeopleCalls['link']>,
): Promise<ExitStatus> {
  const calls = new PeopleCalls(run.client);
  const link = await make(calls, await calls.idOf(person));
  run.print(link, () => `${link.url}\n`);
  if (!run.isJson) run.notice(`Works once, until ${minute(link.expiresAt)} UTC.`);
  return 0;
}

const asTable = (people: readonly PersonDetail[]): string =>
  table(
    [
      { title: 'ID', value: ({ id }) => id },
      { title: 'NAME', value: ({ name }) => oneLine(name), max: 40 },
      { title: 'LOGIN', value: ({ login }) => oneLine(login ?? ''), max: 40 },
      { title: 'ROLE', value: ({ role }) => role },
      { title: 'FACTOR', value: ({ hasFactor }) => (hasFactor ? 'yes' : '') },
      { title: 'SUSPENDED', value: ({ suspendedAt }) => (suspendedAt ? minute(suspendedAt) : '') },
      { title: 'LAST SEEN', value: ({ lastSeenAt }) => (lastSeenAt ? minute(lastSeenAt) : '') },
    ],
    people,
  );
