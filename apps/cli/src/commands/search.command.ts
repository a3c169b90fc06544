import { type Command, Option } from 'commander';
import { type SearchMode, type SearchSort, searchMode, searchSort } from '#contracts';
import { WrongUsage } from '../client/errors.js';
import { searchAsText } from '../output/search-text.js';
import type { Cli } from '../run.js';
import { eachCollection, eachId, eachPair, moment, textUpTo, wholeNumber } from './parse-options.js';

interface SearchOptions {
  readonly like?: string;
  readonly collection?: string[];
  readonly document?: string[];
  readonly filter?: Record<string, string>;
  readonly asOf?: string;
  readonly mode: SearchMode;
  readonly sort: SearchSort;
  readonly halfLife?: number;
  readonly diverse?: boolean;
  readonly facets?: boolean;
  readonly plain?: boolean;
  readonly rerank: boolean;
  readonly limit: number;
  readonly perDocument?: number;
}

const HELP = `
Operators in the query:
  "exact phrase"  -excluded  title:  type:pdf  author:  language:de  matter:  collection:  path:  before:2025  after:2024-03
  A value of several words goes in quotation marks; docs/cli.md says more.

Examples:
  chancery search "parental leave"
  chancery search '"notice period" type:pdf after:2024 -draft' -c Contracts --facets
  chancery search --like 0f8fad5b-d9cb-469f-a165-70867728950e --diverse
  chancery search "travel policy" --as-of 2024-03-01 --mode keyword --json`;

/** Nothing found is an answer, and no failure. */
export function registerSearch(program: Command, cli: Cli): void {
  program
    .command('search')
    .description('find passages')
    .argument('[query]', 'what to look for: words and operators', textUpTo(2_000))
    .option('--like <id>', 'find what is like this document, revision or record')
    .option('-c, --collection <name>', 'only this collection; may be repeated', eachCollection)
    .option('--document <id>', 'only this document; may be repeated', eachId)
    .option('--filter <key=value>', 'only documents with this metadata, or type=, path=; may be repeated', eachPair)
    .option('--as-of <date>', 'search the library as it stood then', moment)
    .addOption(new Option('--mode <mode>', 'how to search').choices(searchMode.options).default('hybrid'))
    .addOption(new Option('--sort <order>', 'what comes first').choices(searchSort.options).default('relevance'))
    .option('--half-life <days>', 'let age count, halved every so many days', wholeNumber(1, 36_500))
    .option('--diverse', 'no more than two passages of a document at once, new things first')
    .option('--facets', 'count what the matches are')
    .option('--plain', 'take the whole query for words')
    .option('--no-rerank', 'leave the reranker out, if there is one')
    .option('--limit <n>', 'how many passages', wholeNumber(1, 100), 10)
    .option('--per-document <n>', 'by document, so many of each at most; --limit is of documents', wholeNumber(1, 10))
    .addHelpText('after', HELP)
    .action(
      cli.action<[string | undefined], SearchOptions>(async (run, query, options) => {
        const { like, collection, halfLife, diverse, facets, plain, rerank, filter, asOf, mode, sort, limit } = options;
        const { document: documents = [], perDocument = null } = options;
        if (query === undefined && like === undefined) throw new WrongUsage('Give a query, or --like with an id.');
        const result = await run.client.search({
          ...{ query, filter, asOf, mode, sort, diverse, facets, limit, perDocument },
          ...(like !== undefined && { like: { id: like } }),
          collections: collection ?? [],
          documents,
          syntax: plain ? 'plain' : 'operators',
          halfLifeDays: halfLife ?? null,
          rerank: rerank ? 'auto' : 'off',
        });
        run.print(result, () => searchAsText(result, run.terminal.isOutTty));
        return 0;
      }),
    );
}
