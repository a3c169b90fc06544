import type { Command } from 'commander';
import type { LoginView } from '#contracts';
import { WrongUsage } from '../client/errors.js';
import { PeopleCalls } from '../client/people-calls.js';
import { counted, minute } from '../output/format.js';
import { oneLine } from '../output/printable.js';
import { table } from '../output/table.js';
import type { Cli } from '../run.js';
import { type WhoseOptions, whoseOf, withWhose } from './keys.command.js';
import { uuid } from './parse-options.js';

export function registerSessions(program: Command, cli: Cli): void {
  const sessions = program.command('sessions').description('who is signed in to the portal');
  withWhose(sessions.command('list').description('sessions, newest first')).action(
    cli.action<[], WhoseOptions>(async (run, options) => {
      const calls = new PeopleCalls(run.client);
      const found = await calls.sessions(await whoseOf(calls, options));
      run.print({ sessions: found }, () => asTable(found));
      return 0;
    }),
  );
  sessions
    .command('revoke')
    .description('end a session, or all of a person')
    .argument('[id]', 'as the list prints it', uuid)
    .option('--person <name-or-id>', "all of this person's sessions")
    .action(
      cli.action<[string | undefined], WhoseOptions>(async (run, id, { person }) => {
        const calls = new PeopleCalls(run.client);
        if ((id === undefined) === (person === undefined))
          throw new WrongUsage('Give the id of a session, or --person.');
        const ended = id === undefined ? await calls.revokeSessions(await calls.idOf(person!)) : 1;
        if (id !== undefined) await calls.revokeSession(id);
        run.print({ ended }, () => `Ended ${counted(ended, 'session')}.\n`);
        return 0;
      }),
    );
}

const asTable = (sessions: readonly LoginView[]): string =>
  table(
    [
      { title: 'ID', value: ({ id }) => id },
      { title: 'PERSON', value: ({ person }) => oneLine(person.name), max: 40 },
      { title: 'STARTED', value: ({ startedAt }) => minute(startedAt) },
      { title: 'LAST USED', value: ({ lastUsedAt }) => (lastUsedAt ? minute(lastUsedAt) : '') },
      { title: 'ENDS', value: ({ expiresAt }) => minute(expiresAt) },
    ],
    sessions,
  );
