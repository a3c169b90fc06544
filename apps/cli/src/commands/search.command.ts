import { type Command, Option } from 'commander';
import { type SearchMode, type SearchResult, searchMode } from '#contracts';
import { counted } from '../output/format.js';
import { oneLine, printable } from '../output/printable.js';
import type { Cli } from '../run.js';
import { eachCollection, eachPair, moment, textUpTo, wholeNumber } from './parse-options.js';

interface SearchOptions {
  readonly collection?: string[];
  readonly filter?: Record<string, string>;
  readonly asOf?: string;
  readonly mode: SearchMode;
  readonly rerank: boolean;
  readonly limit: number;
}

const EXAMPLES = `
Examples:
  chancery search "parental leave"
  chancery search "notice period" -c Contracts --filter site=hr --limit 5
  chancery search "travel policy" --as-of 2024-03-01 --mode keyword --json`;

export function registerSearch(program: Command, cli: Cli): void {
  program
    .command('search')
    .description('find passages')
    .argument('<query>', 'what to look for', textUpTo(2_000))
    .option('-c, --collection <name>', 'only this collection; may be repeated', eachCollection)
    .option('--filter <key=value>', 'only documents with this metadata, or type=, path=; may be repeated', eachPair)
    .option('--as-of <date>', 'search the library as it stood then', moment)
    .addOption(new Option('--mode <mode>', 'how to search').choices(searchMode.options).default('hybrid'))
    .option('--no-rerank', 'leave the reranker out, if there is one')
    .option('--limit <n>', 'how many passages', wholeNumber(1, 100), 10)
    .addHelpText('after', EXAMPLES)
    .action(
      cli.action<[string], SearchOptions>(async (run, query, { collection, filter, asOf, mode, rerank, limit }) => {
        const result = await run.client.search({
          query,
          collections: collection ?? [],
          filter: filter ?? {},
          asOf,
          mode,
          rerank: rerank ? 'auto' : 'off',
          limit,
        });
        run.print(result, () => asText(result));
        return 0;
      }),
    );
}

function asText({ passages, coverage }: SearchResult): string {
  const unreadable = coverage.unreadable > 0 ? `; ${coverage.unreadable} could not be read in full` : '';
  const summary = `${counted(passages.length, 'passage')} from ${counted(coverage.searched, 'document')}${unreadable}\n`;
  return passages.map((passage) => `${passageAsText(passage)}\n`).join('') + summary;
}

function passageAsText(passage: SearchResult['passages'][number]): string {
  const revision = passage.isSuperseded ? `, superseded revision ${passage.revisionNumber}` : '';
  const heading = passage.heading === '' ? '' : ` · ${oneLine(passage.heading)}`;
  const title = `${passage.rank}. ${oneLine(passage.title)}, page ${passage.page}${revision}${heading}`;
  const copies =
    passage.copies.length > 0 ? `   also in ${passage.copies.map(({ path }) => oneLine(path)).join(', ')}\n` : '';
  const text = printable(passage.text.trim()).replace(/^/gm, '   ');
  return `${title}  (${passage.score.toFixed(3)})\n   ${oneLine(passage.path)}\n${copies}${text}\n`;
}
