import { type Command, Option } from 'commander';
import type { ChangeCollection, CollectionView } from '#contracts';
import { WrongUsage } from '../client/errors.js';
import { counted } from '../output/format.js';
import { oneLine } from '../output/printable.js';
import { table } from '../output/table.js';
import type { Cli, Run } from '../run.js';
import { registerRemovals, removeWithDocuments } from './collection-removals.js';
import { collection, textUpTo } from './parse-options.js';

interface SetOptions {
  readonly generator?: string;
  readonly requireMatter?: 'yes' | 'no';
}

export function registerCollections(program: Command, cli: Cli): void {
  const collections = program.command('collections').description('list, create, change and remove collections');
  collections
    .command('list')
    .description('collections and their documents by state')
    .action(
      cli.action<[], unknown>(async (run) => {
        const found = await run.client.collections();
        run.print({ collections: found }, () => asText(found));
        return 0;
      }),
    );
  collections
    .command('create')
    .description('make an empty collection')
    .argument('<name>', 'its name', collection)
    .action(
      cli.action<[string], unknown>(async (run, name) => {
        const created = await run.client.createCollection({ name, kind: 'library' });
        run.print(created, () => `Created "${oneLine(created.name)}" (${created.id}).\n`);
        return 0;
      }),
    );
  collections
    .command('set')
    .description('change how a collection is used')
    .argument('<name>', 'its name or id', collection)
    .option(
      '--generator <model>',
      'installed model that answers questions put to it alone; "default" for the generator in use',
      textUpTo(120),
    )
    .addOption(
      new Option('--require-matter <answer>', 'whether a question put to it must name a matter').choices(['yes', 'no']),
    )
    .action(
      cli.action<[string], SetOptions>(async (run, name, options) => {
        const change = changeOf(options);
        const changed = await run.client.changeCollection(await idOf(run, name), change);
        run.print(changed, () => standing(changed));
        return 0;
      }),
    );
  collections
    .command('remove')
    .description('remove a collection that holds no documents, or one with all of them')
    .argument('<name>', 'its name or id', collection)
    .option('--with-documents', 'take its documents out of the library, too; they stay citable and can be put back')
    .option('--no-wait', 'with --with-documents: do not wait for the end')
    .action(
      cli.action<[string], { withDocuments?: boolean; wait: boolean }>(async (run, name, { withDocuments, wait }) => {
        const id = await idOf(run, name);
        if (withDocuments) return removeWithDocuments(run, id, wait);
        await run.client.removeCollection(id);
        run.print({ removed: id }, () => `Removed "${oneLine(name)}".\n`);
        return 0;
      }),
    );
  registerRemovals(collections, cli);
}

/** @throws WrongUsage when there is nothing to change. */
function changeOf({ generator, requireMatter }: SetOptions): ChangeCollection {
  if (generator === undefined && requireMatter === undefined)
    throw new WrongUsage('Say what to change: --generator MODEL, --require-matter yes|no, or both.');
  return {
    ...(generator === undefined ? {} : { generator: generator === 'default' ? null : generator }),
    ...(requireMatter === undefined ? {} : { requiresMatter: requireMatter === 'yes' }),
  };
}

function standing({ name, generator, requiresMatter }: CollectionView): string {
  const questions = requiresMatter ? 'Questions must name a matter' : 'Questions need not name a matter';
  return `"${oneLine(name)}" is answered by ${generator ?? 'the generator in use'}. ${questions}.\n`;
}

/** The id of a listed collection; a name that is not listed is taken for an id. */
async function idOf(run: Run, nameOrId: string): Promise<string> {
  const found = (await run.client.collections()).find(({ id, name }) => id === nameOrId || name === nameOrId);
  return found?.id ?? nameOrId;
}

function asText(collections: Awaited<ReturnType<Run['client']['collections']>>): string {
  const rows = table(
    [
      { title: 'NAME', value: (one) => one.name },
      { title: 'LIVE', value: (one) => one.documents.live, align: 'right' },
      { title: 'FAILED', value: (one) => one.documents.failed, align: 'right' },
      { title: 'PENDING', value: (one) => one.documents.pending, align: 'right' },
      { title: 'GENERATOR', value: (one) => one.generator ?? '' },
      { title: 'MATTER', value: (one) => (one.requiresMatter ? 'required' : '') },
      { title: 'ID', value: (one) => one.id },
    ],
    collections,
  );
  return `${rows}${counted(collections.length, 'collection')}\n`;
}
