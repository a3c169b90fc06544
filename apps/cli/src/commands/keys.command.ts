import { type Command, Option } from 'commander';
import { type KeyScope, type KeyView, keyScope } from '#contracts';
import { PeopleCalls } from '../client/people-calls.js';
import { minute } from '../output/format.js';
import { oneLine } from '../output/printable.js';
import { table } from '../output/table.js';
import type { Cli } from '../run.js';
import { eachCollection, textUpTo, uuid, wholeNumber } from './parse-options.js';

interface CreateOptions {
  readonly scope: KeyScope;
  readonly days?: number;
  readonly expiry?: boolean;
  readonly collection?: string[];
  readonly person?: string;
}

const EXAMPLES = `
Examples:
  chancery keys create "nightly ingest" --days 90
  chancery keys create "wiki plug-in" --scope read -c Handbook
  chancery keys list --everyone`;

/** A key is printed when it is made, and never again. */
export function registerKeys(program: Command, cli: Cli): void {
  const keys = program
    .command('keys')
    .description('keys for scripts and other programs')
    .addHelpText('after', EXAMPLES);
  keys
    .command('create')
    .description('make a key and print it, this once')
    .argument('<name>', 'what it is for', textUpTo(120))
    .addOption(
      new Option(
        '--scope <scope>',
        '`read`: read, search and ask; `full`: all that the person may do; `scim`: provision people',
      )
        .choices(keyScope.options)
        .default('full'),
    )
    .option('--days <n>', 'days until it expires; 365 unless named', wholeNumber(1, 3_650))
    .option('--no-expiry', 'let it work until it is revoked')
    .option('-c, --collection <name>', 'confine it to this collection; may be repeated', eachCollection)
    .option('--person <name-or-id>', 'whose key it is; yours unless you are an administrator and say otherwise')
    .action(
      cli.action<[string], CreateOptions>(async (run, name, { scope, days, expiry, collection = null, person }) => {
        const calls = new PeopleCalls(run.client);
        const made = await calls.addKey({
          ...{ name, scope, days: expiry === false ? null : (days ?? 365), collections: collection },
          ...(person === undefined ? {} : { person: await calls.idOf(person) }),
        });
        run.print(made, () => `${made.secret}\n`);
        run.notice('It is not shown again.');
        return 0;
      }),
    );
  withWhose(keys.command('list').description('keys, newest first')).action(
    cli.action<[], WhoseOptions>(async (run, options) => {
      const calls = new PeopleCalls(run.client);
      const found = await calls.keys(await whoseOf(calls, options));
      run.print({ keys: found }, () => asTable(found));
      return 0;
    }),
  );
  keys
    .command('revoke')
    .description('end a key at once')
    .argument('<id>', 'as the list prints it', uuid)
    .action(
      cli.action<[string], unknown>(async (run, id) => {
        await new PeopleCalls(run.client).revokeKey(id);
        run.print({ revoked: id }, () => 'Revoked.\n');
        return 0;
      }),
    );
}

/** Neither: one's own. */
export interface WhoseOptions {
  readonly person?: string;
  readonly everyone?: boolean;
}

/** Options that say whose keys or sessions are meant. */
export function withWhose(command: Command): Command {
  return command
    .option('--person <name-or-id>', "this person's; for administrators")
    .option('--everyone', "everybody's; for administrators");
}

/** `me`, `everyone` or a person's id. */
export async function whoseOf(calls: PeopleCalls, { person, everyone }: WhoseOptions): Promise<string> {
  if (everyone) return 'everyone';
  return person === undefined ? 'me' : calls.idOf(person);
}

const asTable = (keys: readonly KeyView[]): string =>
  table(
    [
      { title: 'ID', value: ({ id }) => id },
      { title: 'NAME', value: ({ name }) => oneLine(name), max: 40 },
      { title: 'PERSON', value: ({ person }) => oneLine(person.name), max: 30 },
      { title: 'KEY', value: ({ prefix }) => (prefix ? `${prefix}…` : '') },
      { title: 'SCOPE', value: ({ scope }) => scope },
      {
        title: 'COLLECTIONS',
        value: ({ collections }) => (collections ? oneLine(collections.map(({ name }) => name).join(', ')) : 'all'),
        max: 40,
      },
      { title: 'EXPIRES', value: ({ expiresAt }) => (expiresAt ? minute(expiresAt) : 'never') },
      { title: 'LAST USED', value: ({ lastUsedAt }) => (lastUsedAt ? minute(lastUsedAt) : 'never') },
    ],
    keys,
  );
