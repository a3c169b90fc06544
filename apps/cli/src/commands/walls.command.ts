import type { Command } from 'commander';
import type { WallView } from '#contracts';
import { AccessCalls } from '../client/access-calls.js';
import { oneLine } from '../output/printable.js';
import { table } from '../output/table.js';
import type { Cli } from '../run.js';
import { textUpTo } from './parse-options.js';

const EXAMPLES = `
A wall bars people and groups (group:NAME) from matters and collections, whatever else grants them, administrators too.

Examples:
  chancery walls build "Falcon" --bar group:Litigation --bar "Ines Kolar" --matter M-2031-007
  chancery walls lift "Falcon"`;

interface Sides {
  readonly bar: readonly string[];
  readonly matter: readonly string[];
  readonly collection: readonly string[];
  readonly reason?: string;
}

const each = (value: string, before: readonly string[]): string[] => [...before, value];

export function registerWalls(program: Command, cli: Cli): void {
  const walls = program
    .command('walls')
    .description('ethical walls; for administrators')
    .addHelpText('after', EXAMPLES);
  walls
    .command('list')
    .description('walls that stand')
    .action(
      cli.action<[], unknown>(async (run) => {
        const found = await new AccessCalls(run.client).walls();
        run.print({ walls: found }, () => asTable(found));
        return 0;
      }),
    );
  sided(
    walls.command('build').description('build a wall; it bars at once').argument('<name>', '', textUpTo(120)),
  ).action(
    cli.action<[string], Sides>(async (run, name, given) => {
      const calls = new AccessCalls(run.client);
      const built = await calls.buildWall({ name, reason: given.reason ?? '', ...(await sidesOf(calls, given)) });
      run.print(built, () => asTable([built]));
      return 0;
    }),
  );
  sided(
    walls.command('set').description('say anew whom a wall bars from what').argument('<wall>', 'name or id'),
  ).action(
    cli.action<[string], Sides>(async (run, wall, given) => {
      const calls = new AccessCalls(run.client);
      const { reason } = given;
      const sides = await sidesOf(calls, given);
      const changed = await calls.changeWall(await calls.wallId(wall), { ...sides, ...(reason && { reason }) });
      run.print(changed, () => asTable([changed]));
      return 0;
    }),
  );
  walls
    .command('lift')
    .description('take a wall down; the history keeps it')
    .argument('<wall>', 'name or id', textUpTo(120))
    .action(
      cli.action<[string], unknown>(async (run, wall) => {
        const calls = new AccessCalls(run.client);
        const id = await calls.wallId(wall);
        await calls.liftWall(id);
        run.print({ lifted: id }, () => 'Lifted.\n');
        return 0;
      }),
    );
}

const sided = (command: Command): Command =>
  command
    .option('--bar <who>', 'a person, or group:NAME; may be repeated', each, [])
    .option('--matter <number>', 'a matter that it stands around; may be repeated', each, [])
    .option('--collection <name>', 'a collection that it stands around; may be repeated', each, [])
    .option('--reason <text>', 'why, for those who manage it', textUpTo(2_000));

async function sidesOf(calls: AccessCalls, { bar, matter, collection }: Sides) {
  const subjects = await Promise.all(bar.map((who) => calls.subject(who)));
  const matters = await Promise.all(
    matter.map(async (one) => ({ kind: 'matter' as const, id: await calls.matterId(one) })),
  );
  const collections = await Promise.all(
    collection.map(async (one) => ({ kind: 'collection' as const, id: await calls.collectionId(one) })),
  );
  return { subjects, objects: [...matters, ...collections] };
}

const names = (all: readonly { readonly name: string }[]) => all.map(({ name }) => oneLine(name)).join(', ');

const asTable = (walls: readonly WallView[]): string =>
  table(
    [
      { title: 'ID', value: ({ id }) => id },
      { title: 'NAME', value: ({ name }) => oneLine(name), max: 30 },
      { title: 'BARS', value: ({ subjects }) => names(subjects), max: 60 },
      { title: 'FROM', value: ({ objects }) => names(objects), max: 60 },
    ],
    walls,
  );
