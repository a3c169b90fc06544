import { type Command, Option } from 'commander';
import { type KeyView, type PersonRole, type ServiceAccountView, personRole } from '#contracts';
import { WrongUsage } from '../client/errors.js';
import { PeopleCalls } from '../client/people-calls.js';
import { ServiceAccountCalls } from '../client/service-account-calls.js';
import { minute } from '../output/format.js';
import { oneLine } from '../output/printable.js';
import { table } from '../output/table.js';
import type { Cli } from '../run.js';
import { textUpTo, uuid } from './parse-options.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const EXAMPLES = `
A service account has keys and never signs in. While its owner is suspended it is out of use. Its keys are made with: chancery keys create NAME --person ID

Examples:
  chancery service-accounts add "Nightly import" --role librarian
  chancery keys create nightly --person 0f8fad5b-d9cb-469f-a165-70867728950e
  chancery service-accounts hand-on "Nightly import" "Ada Byron"
  chancery service-accounts rotate-key 7c9e6679-7425-40de-944b-e07fc1f90ae7`;

export function registerServiceAccounts(program: Command, cli: Cli): void {
  const accounts = program
    .command('service-accounts')
    .description('accounts of programs; for administrators')
    .addHelpText('after', EXAMPLES);
  accounts
    .command('list')
    .description('service accounts, oldest first')
    .action(
      cli.action<[], unknown>(async (run) => {
        const found = await new ServiceAccountCalls(run.client).list();
        run.print({ serviceAccounts: found }, () => asTable(found));
        return 0;
      }),
    );
  accounts
    .command('add')
    .description('add a service account')
    .argument('<name>', 'what it is called', textUpTo(120))
    .addOption(new Option('--role <role>', 'what it may do').choices(personRole.options).default('reader'))
    .option('--owner <name-or-id>', 'who answers for it; you unless named', textUpTo(120))
    .action(
      cli.action<[string], { readonly role: PersonRole; readonly owner?: string }>(async (run, name, options) => {
        const owner =
          options.owner === undefined ? {} : { owner: await new PeopleCalls(run.client).idOf(options.owner) };
        const added = await new ServiceAccountCalls(run.client).add({ name, role: options.role, ...owner });
        run.print(added, () => `${added.id}\n`);
        return 0;
      }),
    );
  registerHandingOn(accounts, cli);
  registerRotation(accounts, cli);
  registerChange(accounts, cli, 'suspend', 'put its keys out of use at once', true);
  registerChange(accounts, cli, 'reinstate', 'let its keys work again', false);
}

function registerHandingOn(accounts: Command, cli: Cli): void {
  accounts
    .command('hand-on')
    .description('have somebody else answer for it')
    .argument('<account>', 'name or id', textUpTo(120))
    .argument('<person>', 'who, by name or id', textUpTo(120))
    .action(
      cli.action<[string, string], unknown>(async (run, account, person) => {
        const calls = new ServiceAccountCalls(run.client);
        const [id, owner] = [await calls.idOf(account), await new PeopleCalls(run.client).idOf(person)];
        const changed = await calls.handOn(id, owner);
        run.print(changed, () => asTable([changed]));
        return 0;
      }),
    );
}

function registerRotation(accounts: Command, cli: Cli): void {
  accounts
    .command('rotate-key')
    .description('make a key like this one, print it once, and end this one')
    .argument('<key>', 'id of the key, as chancery keys list --everyone prints it', uuid)
    .option('--keep-old', 'leave the old key in use, to be revoked when the program has the new one')
    .action(
      cli.action<[string], { readonly keepOld?: boolean }>(async (run, id, { keepOld = false }) => {
        const [accountIds, calls] = [await accountsOf(run.client), new PeopleCalls(run.client)];
        const old = (await calls.keys('everyone')).find((key) => key.id === id && accountIds.has(key.person.id));
        if (!old) throw new WrongUsage('No service account has such a key. See: chancery keys list --everyone');
        const made = await calls.addKey({ ...likeIt(old), person: old.person.id });
        if (!keepOld) await calls.revokeKey(id);
        run.print({ ...made, revoked: keepOld ? null : id }, () => `${made.secret}\n`);
        run.notice(keepOld ? 'It is not shown again. The old key still works.' : 'It is not shown again.');
        return 0;
      }),
    );
}

const accountsOf = async (client: ConstructorParameters<typeof ServiceAccountCalls>[0]): Promise<Set<string>> =>
  new Set((await new ServiceAccountCalls(client).list()).map(({ id }) => id));

/** The same name, scope and collections, for as many days as the old one was made for. */
function likeIt({ name, scope, collections, createdAt, expiresAt }: KeyView) {
  const days =
    expiresAt === null ? null : Math.max(1, Math.round((Date.parse(expiresAt) - Date.parse(createdAt)) / DAY_MS));
  return { name, scope, days, collections: collections && collections.map((each) => each.id) };
}

function registerChange(accounts: Command, cli: Cli, name: string, description: string, suspended: boolean): void {
  accounts
    .command(name)
    .description(description)
    .argument('<account>', 'name or id', textUpTo(120))
    .action(
      cli.action<[string], unknown>(async (run, account) => {
        const calls = new ServiceAccountCalls(run.client);
        const id = await calls.idOf(account);
        await new PeopleCalls(run.client).change(id, { suspended });
        const changed = (await calls.list()).filter((each) => each.id === id);
        run.print(changed[0], () => asTable(changed));
        return 0;
      }),
    );
}

const asTable = (accounts: readonly ServiceAccountView[]): string =>
  table(
    [
      { title: 'ID', value: ({ id }) => id },
      { title: 'NAME', value: ({ name }) => oneLine(name), max: 40 },
      { title: 'ROLE', value: ({ role }) => role },
      {
        title: 'OWNER',
        value: ({ owner }) => `${oneLine(owner.name)}${owner.isSuspended ? ', suspended' : ''}`,
        max: 40,
      },
      { title: 'SUSPENDED', value: ({ suspendedAt }) => (suspendedAt ? minute(suspendedAt) : '') },
      { title: 'LAST SEEN', value: ({ lastSeenAt }) => (lastSeenAt ? minute(lastSeenAt) : '') },
    ],
    accounts,
  );
