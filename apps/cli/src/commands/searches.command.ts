import { type Command, Option } from 'commander';
import { type AlertView, type SavedSearchView, type SearchMode, searchMode } from '#contracts';
import { SearchCalls } from '../client/search-calls.js';
import { oneLine } from '../output/printable.js';
import { table } from '../output/table.js';
import type { Cli } from '../run.js';
import { eachCollection, textUpTo, uuid } from './parse-options.js';

const EXAMPLES = `
A saved search is looked for whenever documents go live. A document is found when a passage of it has every word of the
query and fits its operators; what you may not see is never found.

Examples:
  chancery searches save "Leases" '"notice period" type:pdf' -c Contracts
  chancery searches alerts --seen`;

export function registerSearches(program: Command, cli: Cli): void {
  const searches = program
    .command('searches')
    .description('saved searches, and what they found newly')
    .addHelpText('after', EXAMPLES);
  searches
    .command('list')
    .description('your saved searches, oldest first')
    .action(
      cli.action<[], unknown>(async (run) => {
        const saved = await new SearchCalls(run.client).list();
        run.print({ searches: saved }, () => asTable(saved) || 'You have no saved searches.\n');
        return 0;
      }),
    );
  registerSave(searches, cli);
  registerAlerts(searches, cli);
  registerChanges(searches, cli);
}

function registerSave(searches: Command, cli: Cli): void {
  searches
    .command('save')
    .description('save a search, to hear of what newly matches it')
    .argument('<name>', 'what to call it', textUpTo(200))
    .argument('<query>', 'words and operators, as for "search"', textUpTo(2_000))
    .option('-c, --collection <name>', 'only this collection; may be repeated', eachCollection)
    .addOption(new Option('--mode <mode>', 'how to search').choices(searchMode.options).default('hybrid'))
    .action(
      cli.action<[string, string], { collection?: string[]; mode: SearchMode }>(async (run, name, query, options) => {
        const { collection: collections = [], mode } = options;
        const saved = await new SearchCalls(run.client).save({ name, query, collections, mode });
        run.print(saved, () => `Saved as ${saved.id}.\n`);
        return 0;
      }),
    );
}

function registerAlerts(searches: Command, cli: Cli): void {
  searches
    .command('alerts')
    .description('what your saved searches found newly, newest first')
    .option('--seen', 'mark all of it as seen afterwards')
    .action(
      cli.action<[], { seen?: boolean }>(async (run, { seen }) => {
        const calls = new SearchCalls(run.client);
        const alerts = await calls.alerts();
        run.print({ alerts }, () => alerts.map(alertAsText).join('') || 'Nothing new.\n');
        if (seen) await calls.markSeen();
        return 0;
      }),
    );
}

function registerChanges(searches: Command, cli: Cli): void {
  const change = (name: string, description: string) =>
    searches.command(name).description(description).argument('<id>', 'as the list prints it', uuid);
  change('rename', 'give it another name')
    .argument('<name>', 'the new name', textUpTo(200))
    .action(
      cli.action<[string, string], unknown>(async (run, id, name) => {
        await new SearchCalls(run.client).change(id, { name });
        run.print({ id, name }, () => 'Renamed.\n');
        return 0;
      }),
    );
  for (const [name, description, isPaused] of [
    ['pause', 'stop looking for it', true],
    ['resume', 'go on; what went live meanwhile is no news', false],
  ] as const)
    change(name, description).action(
      cli.action<[string], unknown>(async (run, id) => {
        await new SearchCalls(run.client).change(id, { isPaused });
        run.print({ id, isPaused }, () => (isPaused ? 'Paused.\n' : 'Looked for again.\n'));
        return 0;
      }),
    );
  change('delete', 'delete it with its alerts').action(
    cli.action<[string], unknown>(async (run, id) => {
      await new SearchCalls(run.client).remove(id);
      run.print({ removed: id }, () => 'Deleted.\n');
      return 0;
    }),
  );
}

function asTable(searches: readonly SavedSearchView[]): string {
  return table(
    [
      { title: 'ID', value: ({ id }) => id },
      { title: 'NAME', value: ({ name }) => name, max: 30 },
      { title: 'QUERY', value: ({ query }) => query, max: 60 },
      { title: 'STATE', value: ({ isPaused, problem }) => (isPaused ? 'paused' : (problem ?? 'watched')) },
    ],
    searches,
  );
}

function alertAsText({ search, title, passage, at, isSeen }: AlertView): string {
  const where = passage
    ? `, page ${passage.page}\n   ${oneLine(passage.path)}`
    : ', replaced by a newer revision since';
  return `${isSeen ? ' ' : '*'} ${at.slice(0, 16).replace('T', ' ')} ${oneLine(search.name)}: ${oneLine(title)}${where}\n`;
}
